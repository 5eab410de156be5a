import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject, type Json } from '../json.ts';
import type { Position, TemplateNode } from './node.ts';
import { parse } from './parse.ts';
import type { Problems } from './problems.ts';

/**
 * The `AWS::Include` transform, for files beside the template (SAM uploads them when it packages).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export class Includes {
  readonly #directory: string;
  readonly #problems: Problems;
  readonly #nodes = new Map<string, TemplateNode | undefined>();

  /** @param directory the template's folder, which a `Location` is relative to */
  constructor(directory: string, problems: Problems) {
    this.#directory = directory;
    this.#problems = problems;
  }

  /** Absolute paths of the files that were read, or should have been. */
  get files(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  /** The content of the file that a `Fn::Transform` names; undefined after a problem was noted. */
  transform(name: string, parameters: Json | undefined, at: Position): TemplateNode | undefined {
    if (this.#nodes.has(at.file)) {
      return this.#problems.refuse(at, `An included file may not use Fn::Transform (${name}) itself.`);
    }
    if (name !== 'AWS::Include') return this.#problems.refuse(at, `The transform ${name} is not simulated.`);
    const location = isObject(parameters) ? parameters.Location : undefined;
    if (typeof location !== 'string')
      return this.#problems.refuse(at, 'AWS::Include takes Parameters: {Location: file}.');
    if (/^s3:\/\//i.test(location)) {
      return this.#problems.refuse(
        at,
        `AWS::Include of ${location} is not simulated: name a file beside the template.`,
      );
    }
    const file = resolve(this.#directory, location);
    if (!this.#nodes.has(file)) this.#nodes.set(file, this.#read(file, at));
    return this.#nodes.get(file);
  }

  #read(file: string, at: Position): TemplateNode | undefined {
    let text;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return this.#problems.refuse(at, `AWS::Include: ${this.#problems.display(file)} cannot be read.`);
    }
    const node = parse(file, text, this.#problems);
    if (node) this.#refuseShortForms(node);
    return node;
  }

  #refuseShortForms(node: TemplateNode): void {
    if (node.kind === 'list') node.items.forEach((item) => this.#refuseShortForms(item));
    if (node.kind !== 'map') return;
    if (node.shortForm !== undefined) {
      const [longForm = ''] = node.entries.keys();
      this.#problems.add(
        node.position,
        `AWS::Include does not know the short form ${node.shortForm} in an included file: write ${longForm}:`,
      );
    }
    for (const { value } of node.entries.values()) this.#refuseShortForms(value);
  }
}
