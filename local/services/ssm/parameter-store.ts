import type { Storage, Table } from '../../state/storage.ts';
import { parameterOutput, parseStoredParameter } from './parameter.ts';
import type { ParameterOutput, ParameterVersion, StoredParameter } from './parameter.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html: older ones are dropped. */
const versionsKept = 100;

/** A parameter as it is held in memory: its newest version and the answers that are given over and over. */
export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly latest: ParameterVersion;
  /** Oldest first. */
  readonly versions: readonly ParameterVersion[];
  readonly decrypted: ParameterOutput;
  readonly encrypted: ParameterOutput;
}

/** The parameters by name, sorted once, with their answers made when they are written and not when they are read. */
export class ParameterStore {
  readonly #table: Table<StoredParameter>;
  readonly #arnPrefix: string;
  readonly #parameters = new Map<string, Parameter>();
  #sorted: readonly Parameter[] | undefined;

  /** @param arnPrefix `arn:aws:ssm:{region}:{account}:parameter/` */
  constructor(storage: Storage, arnPrefix: string) {
    this.#table = storage.table('ssm-parameters', parseStoredParameter);
    this.#arnPrefix = arnPrefix;
    for (const [name, stored] of this.#table) this.#parameters.set(name, this.#prepare(stored));
  }

  /** The name that a name or an ARN stands for; an ARN of another account or region stays what it is, and is not found. */
  nameOf(reference: string): string {
    if (!reference.startsWith(this.#arnPrefix)) return reference;
    const rest = reference.slice(this.#arnPrefix.length);
    const plain = /^[^:]*/.exec(rest)?.[0] ?? rest;
    // The ARN of /a and of a are the same; the hierarchy comes first, because flat names cannot hold slashes.
    return plain.includes('/') || this.#parameters.has(`/${plain}`) ? `/${rest}` : rest;
  }

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  /** All parameters by name. */
  all(): readonly Parameter[] {
    this.#sorted ??= [...this.#parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.#sorted;
  }

  /** Adds a version; the oldest one goes when there are too many. @returns the number of the new version */
  add(name: string, version: Omit<ParameterVersion, 'version'>): number {
    const known = this.#parameters.get(name);
    const number = (known?.latest.version ?? 0) + 1;
    const versions = [...(known?.versions ?? []), { ...version, version: number }].slice(-versionsKept);
    const stored = { name, versions };
    this.#table.set(name, stored);
    this.#parameters.set(name, this.#prepare(stored));
    this.#sorted = undefined;
    return number;
  }

  delete(name: string): boolean {
    this.#sorted = undefined;
    this.#table.delete(name);
    return this.#parameters.delete(name);
  }

  #prepare({ name, versions }: StoredParameter): Parameter {
    const latest = versions.at(-1);
    if (latest === undefined) throw new Error(`The parameter ${name} has no version.`);
    const arn = this.#arnPrefix + name.replace(/^\//, '');
    return {
      name,
      arn,
      latest,
      versions,
      decrypted: parameterOutput(name, arn, latest, true),
      encrypted: parameterOutput(name, arn, latest, false),
    };
  }
}
