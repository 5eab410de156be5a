import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../testing/contract.ts';

// GitHub draws the Mermaid blocks of these pages, and shows an error instead of one that it cannot read. No reader of Mermaid is installed here, so the
// diagrams keep to a small part of its syntax (https://mermaid.js.org/syntax/flowchart.html), which this test knows.

interface Diagram {
  readonly page: string;
  readonly number: number;
  readonly lines: readonly string[];
}

const diagrams = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .flatMap((page) =>
    [...readFileSync(join(root, 'docs', page), 'utf8').matchAll(/^( *)```mermaid\n([\s\S]*?)^\1```$/gm)].map(
      ([, , text = ''], index): Diagram => ({
        page,
        number: index + 1,
        lines: text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      }),
    ),
  );

const label = '[^"|[\\]{}()<>#;`]+';
const node = new RegExp(`^(\\w+)\\["(${label})"\\]$`);
const edge = new RegExp(`^(\\w+) (?:-->|-\\.->)(?:\\|(${label})\\|)? (\\w+)$`);
const opening = new RegExp(`^subgraph (\\w+)\\["(${label})"\\]$`);
const participant = /^participant (\w+)(?: as ([^;#]+))?$/;
const message = /^(\w+)(?:->>|-->>)(\w+): [^;#]+$/;
/** Words that Mermaid keeps to itself where a node could stand. */
const reserved = ['end', 'graph', 'subgraph', 'flowchart', 'class', 'style', 'click', 'default', 'link'];

const template = readFileSync(join(root, 'template.yaml'), 'utf8');
const logicalIds = new Set([...template.matchAll(/^ {2}([A-Z]\w+):$/gm)].map(([, id]) => id));

it('there are diagrams of the request, the workflow, publishing, a deployment and the boundaries of trust', () => {
  expect(diagrams.filter(({ page }) => page === 'architecture.md')).toHaveLength(4);
  expect(diagrams.filter(({ page }) => page === 'security.md')).toHaveLength(1);
});

describe.each(diagrams)('$page, diagram $number', ({ lines: [kind = '', ...lines] }) => {
  it('is of a kind and in a syntax that is drawn', () => {
    const flow = /^flowchart (LR|TB)$/.test(kind);
    expect(flow || kind === 'sequenceDiagram').toBe(true);
    let open = 0;
    for (const line of lines) {
      if (flow ? opening.test(line) : /^alt [^;#]+$/.test(line)) open += 1;
      else if (line === 'end') open -= 1;
      else if (flow) expect(line).toMatch(node.test(line) ? node : edge);
      else if (!/^else [^;#]+$/.test(line)) expect(line).toMatch(participant.test(line) ? participant : message);
      expect(open).toBeGreaterThanOrEqual(0);
    }
    expect(open).toBe(0);
  });

  it('leads from and to what it has', () => {
    const declared = lines.flatMap((line) => (node.exec(line) ?? participant.exec(line))?.[1] ?? []);
    const used = lines.flatMap((line) => {
      const [, from, second, third] = edge.exec(line) ?? message.exec(line) ?? [];
      return [from, third ?? second].filter((id) => id !== undefined);
    });

    // A diagram whose nodes are called as what they are needs no declarations.
    if (declared.length > 0) expect(used.filter((id) => !declared.includes(id))).toEqual([]);
    expect([...declared, ...used].filter((id) => reserved.includes(id.toLowerCase()))).toEqual([]);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('names resources that there are', () => {
    const labels = lines.flatMap((line) => (node.exec(line) ?? participant.exec(line))?.[2] ?? []);
    // Two words written as one, as logical ids are; the others are names of services, of commands, and of a parameter.
    const named = labels.flatMap((text) => text.match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g) ?? []);
    const others = ['CodeDeploy', 'CloudFormation', 'GitHub', 'ParameterMaxAge'];

    expect(named.filter((id) => !others.includes(id) && !logicalIds.has(id))).toEqual([]);
    expect(others.filter((id) => id.startsWith('Parameter') && !logicalIds.has(id))).toEqual([]);
  });
});

it('the diagram of the workflow has its states and its ways, and no others', () => {
  interface State {
    readonly Next?: string;
    readonly Default?: string;
    readonly Choices?: readonly { readonly Next: string }[];
    readonly Catch?: readonly { readonly Next: string }[];
  }
  const { States } = parse(readFileSync(join(root, 'functions/dragons/report-dragon.asl.yaml'), 'utf8')) as {
    States: Record<string, State>;
  };
  const ways = Object.entries(States).flatMap(([name, { Next, Default, Choices = [], Catch = [] }]) =>
    [Next, Default, ...[...Choices, ...Catch].map((rule) => rule.Next)].flatMap((to) =>
      to === undefined ? [] : [`${name} to ${to}`],
    ),
  );
  const drawn = diagrams
    .find(({ lines }) => lines.some((line) => line.startsWith('Validate ')))
    ?.lines.flatMap((line) => {
      const [, from, , to] = edge.exec(line) ?? [];
      return from === undefined || to === undefined ? [] : [`${from} to ${to}`];
    });

  expect(drawn?.toSorted()).toEqual([...new Set(ways)].toSorted());
});
