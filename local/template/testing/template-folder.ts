import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Json } from '../../json.ts';
import { InvalidTemplateError, readTemplate, type ReadTemplateOptions } from '../index.ts';

/** Writes files into a new folder, which is removed when the test ends, and returns the folder's path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
  return folder;
}

/** Reads a template that stands in a folder with other files. */
export function read(
  template: string,
  options: ReadTemplateOptions = {},
  files: Readonly<Record<string, string>> = {},
) {
  const folder = folderWith({ 'template.yaml': template, ...files });
  return readTemplate(join(folder, 'template.yaml'), { stackName: 'test', ...options });
}

/** The messages that reading a template ends with; empty when it can be read. */
export function complaints(
  template: string,
  options: ReadTemplateOptions = {},
  files: Readonly<Record<string, string>> = {},
): string[] {
  try {
    read(template, options, files);
    return [];
  } catch (error) {
    if (error instanceof InvalidTemplateError) return error.errors.map(({ message }) => message);
    throw error;
  }
}

/** What an expression becomes as the value of a property, in a stack with one bucket `Photos` and some sections. */
export function valueOf(expression: string, options: ReadTemplateOptions = {}): Json | undefined {
  return read(templateWith(expression), options).resources.get('Subject')?.properties.Value;
}

/** What is wrong with an expression, each without its place. */
export function complaintsAbout(expression: string): string[] {
  return complaints(templateWith(expression)).map((message) => message.replace(/^template\.yaml:\d+:\d+: /, ''));
}

function templateWith(expression: string): string {
  return `
Parameters:
  Stage: {Type: String, Default: dev}
  Count: {Type: Number, Default: 5}
  Zones: {Type: CommaDelimitedList, Default: "a, b"}
Mappings:
  Sizes:
    dev: {memory: 256, names: [x, y]}
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: !Not [!Condition IsDev]
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties: {BucketName: photos}
  Absent:
    Type: AWS::S3::Bucket
    Condition: IsProd
  Subject:
    Type: AWS::SSM::Parameter
    Properties:
      Name: subject
      Value: ${expression}
`;
}
