import { expect, it } from 'vitest';
import { limitAnswers } from '../../scripts/cost/limit-answers.ts';
import { logMessages } from '../../layers/core/log-messages.ts';
import { ofType, template } from '../testing/template.ts';

const answers = Object.entries(limitAnswers);
const known = ofType('AWS::CloudWatch::Alarm', template).map(({ properties }) => properties.AlarmName);

it.each(answers)('the alarms that %s makes ring are in the template', (_, { alarms }) => {
  for (const alarm of alarms) expect(known).toContain(`dragons-${template.parameters.Stage}-${alarm}`);
});

it('the codes that limits are known by are log messages', () => {
  const codes: string[] = Object.values(logMessages).map(({ code }) => code);

  const named = answers.flatMap(([, { symptom }]) => symptom.match(/DRAGONS_\d+/g) ?? []);
  expect(named.length).toBeGreaterThan(3);
  for (const code of named) expect(codes).toContain(code);
});
