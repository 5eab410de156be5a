import type { JsonObject, Json } from '../json.ts';

/**
 * A resource of the template after every condition, global, mapping and intrinsic function was resolved.
 * Physical names are a pure function of the template, so `Ref` and `Fn::GetAtt` are known before anything is created.
 */
export interface TemplateResource {
  readonly logicalId: string;
  /** For example `AWS::Serverless::Function`. */
  readonly type: string;
  /** With `Globals` merged in and every intrinsic resolved. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** What `Ref` yields. */
  readonly ref: string;
  /** What `Fn::GetAtt` yields, by attribute name (`Arn`, `ProviderURL`, …). */
  readonly attributes: Readonly<Record<string, string>>;
  /** Logical ids that must exist before this one: `DependsOn`, `Ref`, `Fn::GetAtt` and `Fn::Sub`. */
  readonly dependsOn: readonly string[];
  /** Where the resource starts in the template, for messages: "template.yaml:12". */
  readonly place: string;
}

/** A template that is ready to be run. */
export interface ResolvedTemplate {
  /** Absolute path of the template file. */
  readonly file: string;
  /** Absolute path of the folder that relative paths in the template start from. */
  readonly directory: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** Values of the template's parameters: overrides, else defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The resources whose condition holds, in an order in which dependencies come first. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: Readonly<Record<string, Json>>;
  /** Every file that was read (the template, included snippets): what a watcher must look at. */
  readonly files: readonly string[];
}
