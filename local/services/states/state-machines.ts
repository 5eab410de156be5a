import { createHash } from 'node:crypto';
import { isObject } from '../../json.ts';
import type { Storage, Table } from '../../state/storage.ts';
import { ServiceError } from '../service-error.ts';
import { compileDefinition } from './definition/compile-definition.ts';
import type { DefinitionSetting } from './definition/compile-definition.ts';
import type { StateMachineModel } from './definition/model.ts';
import type { ExecutionRecord, MachineType } from './engine/execution-record.ts';

/** A state machine that a template declares. */
export interface DeclaredStateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: MachineType;
  /** JSON or YAML text, or an object; without `${…}` that something else was to be put in for. */
  readonly definition: unknown;
  readonly roleArn: string;
}

/** A state machine that executions can be started of. */
export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: MachineType;
  readonly roleArn: string;
  /** JSON text. */
  readonly definition: string;
  readonly hash: string;
  readonly model: StateMachineModel;
  /** Milliseconds since 1970. */
  readonly creationDate: number;
  readonly updateDate: number;
}

interface KnownMachine {
  readonly hash: string;
  readonly creationDate: number;
  readonly updateDate: number;
}

/** The state machines of the template, and every definition that an execution still runs. */
export class StateMachines {
  readonly #machines = new Map<string, StateMachine>();
  readonly #known: Table<KnownMachine>;
  readonly #definitions: Table<string>;
  readonly #canCall: DefinitionSetting['canCall'];
  readonly #now: () => number;

  constructor(storage: Storage, canCall: DefinitionSetting['canCall'], now: () => number) {
    this.#known = storage.table('states-machines', parseKnownMachine);
    this.#definitions = storage.table('states-definitions', parseText);
    this.#canCall = canCall;
    this.#now = now;
  }

  /** @throws InvalidDefinitionError */
  declare({ name, arn, type, definition, roleArn }: DeclaredStateMachine): StateMachine {
    checkMachineName(name);
    const { text, model } = compileDefinition(definition, { type, canCall: this.#canCall });
    const hash = createHash('sha256').update(`${type} ${text}`).digest('hex');
    if (this.#definitions.get(hash) === undefined) this.#definitions.set(hash, text);
    const known = this.#known.get(arn);
    const now = this.#now();
    const dates = known?.hash === hash ? known : { hash, creationDate: known?.creationDate ?? now, updateDate: now };
    if (dates !== known) this.#known.set(arn, dates);
    const { creationDate, updateDate } = dates;
    const machine = { name, arn, type, roleArn, definition: text, hash, model, creationDate, updateDate };
    this.#machines.set(arn, machine);
    return machine;
  }

  get(arn: string): StateMachine | undefined {
    return this.#machines.get(arn);
  }

  all(): StateMachine[] {
    return [...this.#machines.values()];
  }

  /** The text of a definition that an execution runs or ran. */
  definition({ definition }: ExecutionRecord): string {
    return this.#definitions.get(definition) ?? '{}';
  }

  /** Drops the definitions that nothing runs any more. @param used hashes that executions name */
  forgetDefinitionsBut(used: ReadonlySet<string>): void {
    const declared = new Set([...this.#machines.values()].map(({ hash }) => hash));
    for (const [hash] of [...this.#definitions]) {
      if (!used.has(hash) && !declared.has(hash)) this.#definitions.delete(hash);
    }
  }

  /** What an execution runs. @throws InvalidDefinitionError when that cannot run any more */
  modelOf(record: ExecutionRecord): StateMachineModel {
    const machine = this.#machines.get(record.machineArn);
    if (machine?.hash === record.definition) return machine.model;
    return compileDefinition(this.definition(record), { type: record.type, canCall: this.#canCall }).model;
  }
}

/** What names of state machines and executions cannot hold. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** @throws ServiceError `InvalidName` */
export function checkMachineName(name: string): void {
  if (name === '' || name.length > 80 || forbidden.test(name)) {
    throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  }
}

function parseKnownMachine(value: unknown): KnownMachine {
  if (!isObject(value)) throw new Error('not an object');
  const { hash, creationDate, updateDate } = value;
  if (typeof hash !== 'string' || typeof creationDate !== 'number' || typeof updateDate !== 'number') {
    throw new Error('not a state machine');
  }
  return { hash, creationDate, updateDate };
}

function parseText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('not a text');
  return value;
}
