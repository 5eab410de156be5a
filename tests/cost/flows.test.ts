import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { paths } from '../../scripts/cost/flows.ts';
import { root } from '../testing/contract.ts';

/** A state of the workflow, as far as it says where it leads. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

const workflow = parse(readFileSync(join(root, 'functions/dragons/report-dragon.asl.yaml'), 'utf8')) as {
  StartAt: string;
  States: Record<string, State>;
};

describe.each(Object.entries(paths))('the way of a report that is %s', (_, path) => {
  it('begins where the workflow begins, follows it, and ends well', () => {
    expect(path[0]).toBe(workflow.StartAt);
    for (const [index, name] of path.entries()) {
      const { Type, Next, Default, Choices = [], Catch = [] } = workflow.States[name]!;
      const following = path[index + 1];
      if (following === undefined) expect(Type).toBe('Succeed');
      else expect([Next, Default, ...[...Choices, ...Catch].map((rule) => rule.Next)]).toContain(following);
    }
  });
});
