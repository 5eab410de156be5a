import { amount, dollars } from './figures.ts';
import type { Limit } from './limits.ts';
import { textTable, wrapped } from './text-table.ts';

const width = 130;

/** The limits for a person to read, as lines of plain text. @param monthly dollars that so many requests cost in a month */
export function limitsReport(
  rate: number,
  limits: readonly Limit[],
  monthly: number,
  where: readonly string[],
): string[] {
  const unconfirmed = limits.filter(({ isConfirmed }) => !isConfirmed).map(({ what }) => what);
  const met = limits.filter(({ needed, available }) => needed > available);
  return [
    ...where,
    `All month long that is ${dollars(monthly)}.`,
    '',
    ...textTable(
      [
        { title: ' ' },
        { title: 'Limits, the nearest first' },
        { title: 'met at', align: 'right' },
        { title: `needed at ${amount(rate)}/s`, align: 'right' },
        { title: 'there are', align: 'right' },
        { title: '' },
      ],
      limits.map(({ what, metAt, needed, available, unit }) => [
        needed > available ? '!' : ' ',
        what,
        metAt === Infinity ? 'never' : `${amount(metAt)}/s`,
        amount(needed),
        amount(available),
        unit,
      ]),
    ),
    '',
    ...wrapped('Not confirmed by a page that could be looked up: ', `${unconfirmed.join('; ')}.`, width),
    '',
    met.length === 0 ? 'None of them is met.' : `Met at ${amount(rate)} requests a second, in this order`,
    ...met.flatMap(({ what, symptom, alarms, change, cost }, index) => [
      '',
      `${index + 1}. ${what}`,
      ...labelled('shows as', symptom),
      ...labelled('alarms', alarms.length === 0 ? 'none' : alarms.join(', ')),
      ...labelled('change', change),
      ...labelled('costs', cost),
    ]),
  ];
}

function labelled(label: string, text: string): string[] {
  return wrapped(`   ${label.padEnd(9)} `, text, width);
}
