import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './contract.ts';
import { Evaluation, references, type CloudFormation } from './deployed/cloudformation.ts';
import { readSource } from './deployed/sam-source.ts';
import { everything } from './full-template.ts';

/** A resource as CloudFormation makes it. */
export interface Deployed {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, any>>;
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
  readonly updatePolicy: Readonly<Record<string, any>> | undefined;
}

/** How something names a function. */
export interface FunctionReference {
  readonly logicalId: string;
  readonly byAlias: boolean;
}

/** template.yaml with the parameters of one deployment. */
export class DeployedTemplate {
  readonly title: string;
  readonly resources: readonly Deployed[];

  constructor(title: string, template: CloudFormation, parameters: Readonly<Record<string, string>>) {
    this.title = title;
    this.resources = [...new Evaluation(template, parameters).resources()].map(([logicalId, resource]) => ({
      logicalId,
      type: resource.Type,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
      updateReplacePolicy: resource.UpdateReplacePolicy,
      updatePolicy: resource.UpdatePolicy,
    }));
  }

  ofType(...types: readonly string[]): Deployed[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  get functions(): Deployed[] {
    return this.ofType('AWS::Lambda::Function');
  }

  /** The one resource that a value names. */
  named(value: unknown): Deployed {
    const names = references(value);
    const found = this.resources.find(({ logicalId }) => logicalId === names[0]);
    if (names.length !== 1 || !found) throw new Error(`${JSON.stringify(value)} does not name one resource.`);
    return found;
  }

  /** The functions that a value names, each by itself or by its alias. */
  functionsIn(value: unknown): FunctionReference[] {
    return references(value).flatMap((name): FunctionReference[] => {
      const found = this.resources.find(({ logicalId }) => logicalId === name);
      // The contract, which is a snippet, spells the alias out.
      const byAlias = JSON.stringify(value).includes(`\${${name}.Arn}:live`);
      if (found?.type === 'AWS::Lambda::Function') return [{ logicalId: name, byAlias }];
      if (found?.type !== 'AWS::Lambda::Alias') return [];
      return [{ logicalId: this.named(found.properties.FunctionName).logicalId, byAlias: true }];
    });
  }

  aliasOf(logicalId: string): Deployed | undefined {
    return this.ofType('AWS::Lambda::Alias').find(({ properties }) =>
      references(properties.FunctionName).includes(logicalId),
    );
  }
}

const parametersOf = { dev: { Stage: 'dev' }, prod: { Stage: 'prod', ...everything } };

/** Where scripts/translate-template.py wrote what SAM makes of the template, from the root; not set where there is no Python. */
export const translations = process.env.TRANSLATED_TEMPLATES;

export const source = readSource(join(root, 'template.yaml'));

/** What SAM makes of the template for a stage. */
export function translated(folder: string, stage: keyof typeof parametersOf): CloudFormation {
  return JSON.parse(readFileSync(join(root, folder, `${stage}.json`), 'utf8')) as CloudFormation;
}

/** A stage for development with the defaults, and production with everything that can be turned on. */
export const deployments: readonly DeployedTemplate[] = (['dev', 'prod'] as const).map((stage) => {
  const template = translations === undefined ? source : translated(translations, stage);
  const how = translations === undefined ? 'read from the source' : 'as SAM translates it';
  return new DeployedTemplate(`${stage}, ${how}`, template, parametersOf[stage]);
});

export const templateText = readFileSync(join(root, 'template.yaml'), 'utf8');
