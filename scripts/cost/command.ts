import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpOption, WrongArgumentsError } from '../terminal/command-line.ts';
import { readContract } from './contract-facts.ts';
import { costReport } from './cost-report.ts';
import { monthSeconds, readDeployment } from './deployment.ts';
import { amount } from './figures.ts';
import { limitsAt } from './limits.ts';
import { limitsReport } from './limits-report.ts';
import { monthlyCost, type CostInput } from './model.ts';
import { readPrices } from './prices.ts';
import { readProfile } from './profile.ts';
import { readQuotas } from './quotas.ts';

export const usage = `npm run cost -- [--requests N | --rps N] [--profile FILE] [--stage-parameters K=V]... [--free-tier] [--short] [--json]

Says what a stack of template.yaml costs in a month, and how many requests a second it takes, without asking AWS.

  --requests N            requests to the API in a month, 1e6 if not given
  --rps N                 the limits that so many requests a second meet, the nearest first, and what to do about each
  --profile FILE          what traffic is like, as YAML: only what differs from scripts/cost/profile.yaml
  --stage-parameters K=V  a parameter of the template; Stage is prod unless it is given here
  --free-tier             takes off what AWS gives every account for free, without an end
  --short                 without the operations, what it depends on and what is left out
  --json                  prints the figures as JSON

  --write-page FILE       writes what the commands in a Markdown page print into it, anew

Prices and quotas are data with a date: scripts/cost/*.json.`;

const root = join(import.meta.dirname, '../..');

const options = {
  ...helpOption,
  requests: { type: 'string' },
  rps: { type: 'string' },
  profile: { type: 'string' },
  'stage-parameters': { type: 'string', multiple: true },
  'free-tier': { type: 'boolean', default: false },
  short: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'write-page': { type: 'string' },
} as const;

/** What the arguments ask for. @throws what `parseArgs` throws */
export function readArguments(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

/**
 * Runs the command.
 * @returns what it prints
 * @throws WrongArgumentsError, ProfileError, InvalidTemplateError, and what `parseArgs` throws
 */
export function costCommand(args: readonly string[]): string {
  const values = readArguments(args);
  if (values.help) return usage;
  const rate = values.rps === undefined ? undefined : numberOf('--rps', values.rps);
  if (rate !== undefined && values.requests !== undefined) {
    throw new WrongArgumentsError('Give --requests or --rps, not both: the one is a month of the other.');
  }
  const requests = rate === undefined ? numberOf('--requests', values.requests ?? '1e6') : rate * monthSeconds;
  const parameters: Record<string, string> = { Stage: 'prod', ...parametersOf(values['stage-parameters'] ?? []) };
  const profile = readProfile(values.profile);
  const prices = readPrices();
  const input: CostInput = {
    requests,
    facts: { deployment: readDeployment(join(root, 'template.yaml'), parameters), profile },
    contract: readContract(join(root, 'openapi.yaml')),
    prices,
    freeTier: values['free-tier'],
  };
  const where = [
    rate === undefined ? `${amount(requests)} requests a month` : `${amount(rate)} requests a second`,
    `${Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .join(
        ' ',
      )}, ${prices.region}, prices and quotas of ${prices.date}, ${values['free-tier'] ? 'with' : 'without'} the free tier`,
    `Traffic: ${profile.description} (${values.profile ?? 'scripts/cost/profile.yaml'})`,
  ];
  if (rate === undefined) {
    return values.json ? json(monthlyCost(input)) : costReport(input, where, values.short).join('\n');
  }
  const limits = limitsAt(rate, input.facts, input.contract, readQuotas());
  if (values.json) return json({ rate, limits });
  return limitsReport(rate, limits, monthlyCost(input).total, where).join('\n');
}

function numberOf(option: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new WrongArgumentsError(`${option} is "${text}", not a number of at least 0. 1000000 and 1e6 are the same.`);
}

function parametersOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, ...value] = pair.split('=');
      if (name === undefined || name === '' || value.length === 0) {
        throw new WrongArgumentsError(
          `--stage-parameters is "${pair}", not Name=Value, for example QueryEngine=s3-select.`,
        );
      }
      return [name, value.join('=')];
    }),
  );
}

/** JSON knows no Infinity: a limit that is never met is met at null. */
function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
