import { parse as parseYaml } from 'yaml';
import { isObject } from '../../../json.ts';
import { isJson } from '../json-text.ts';
import { jsonPathLanguage } from '../language/json-path-language.ts';
import { jsonataLanguage } from '../language/jsonata.ts';
import type { QueryLanguage } from '../language/query-language.ts';
import type { Json } from '../../../json.ts';
import type { MachineType } from '../engine/execution-record.ts';
import { readChoice } from '../states/choice.ts';
import { readFail } from '../states/fail.ts';
import { readMap } from '../states/map.ts';
import { readParallel } from '../states/parallel.ts';
import { readPass } from '../states/pass.ts';
import type { ReadState, StateFields } from '../states/state-fields.ts';
import { readSucceed } from '../states/succeed.ts';
import { readTask } from '../states/task.ts';
import { readWait } from '../states/wait.ts';
import { Fields } from './fields.ts';
import { checkGraph } from './graph.ts';
import { stateTypes } from './model.ts';
import type { Scope, State, StateMachineModel, StateType } from './model.ts';
import { InvalidDefinitionError } from './problem.ts';
import type { Problem } from './problem.ts';

const readers: Readonly<Record<StateType, ReadState>> = {
  Choice: readChoice,
  Fail: readFail,
  Map: readMap,
  Parallel: readParallel,
  Pass: readPass,
  Succeed: readSucceed,
  Task: readTask,
  Wait: readWait,
};

/** What a definition is read with. */
export interface DefinitionSetting {
  readonly type: MachineType;
  /** Whether an operation of a service can be called, when that is known. */
  readonly canCall: StateFields['canCall'];
}

/** A definition as text, and as what it says. */
export interface CompiledDefinition {
  /** JSON text. */
  readonly text: string;
  readonly model: StateMachineModel;
}

/**
 * Reads a definition and makes it ready to run.
 * @param definition JSON or YAML text, or an object
 * @throws InvalidDefinitionError with every problem and its place
 */
export function compileDefinition(definition: unknown, setting: DefinitionSetting): CompiledDefinition {
  const value = typeof definition === 'string' ? parseText(definition) : definition;
  if (!isObject(value) || !isJson(value)) throw invalid('The definition is not an object');
  const problems: Problem[] = [];
  const fields = new Fields(value, '', (location, message, code = 'SCHEMA_VALIDATION_FAILED') =>
    problems.push({ location: location || '/', message, code }),
  );
  const reader = new DefinitionReader(setting, languageOf(fields, jsonPathLanguage, false));
  fields.text('Comment');
  fields.text('Version');
  const timeoutSeconds = fields.integer('TimeoutSeconds', { min: 1, max: 99_999_999 });
  const scope = reader.scope(fields);
  if (problems.length > 0) throw new InvalidDefinitionError(problems);
  // Whoever asks for the definition gets JSON, as on AWS, whatever it was written in.
  const isJsonText = typeof definition === 'string' && isLikeJson(definition);
  return { text: isJsonText ? definition : JSON.stringify(value), model: { ...scope, timeoutSeconds } };
}

class DefinitionReader {
  readonly #setting: DefinitionSetting;
  readonly #language: QueryLanguage;
  readonly #names = new Set<string>();

  constructor(setting: DefinitionSetting, language: QueryLanguage) {
    this.#setting = setting;
    this.#language = language;
  }

  scope(fields: Fields): Scope {
    const startAt = fields.requiredText('StartAt');
    const list = fields.object('States');
    if (list === undefined && !fields.has('States')) fields.problem('States', "The field 'States' is required");
    const states = new Map<string, State>();
    for (const name of list?.left ?? []) {
      const state = list?.object(name);
      if (state !== undefined) states.set(name, this.#state(name, state));
    }
    if (fields.place !== '') fields.any('Comment');
    fields.finish();
    const scope = { startAt, states };
    checkGraph(scope, fields);
    return scope;
  }

  #state(name: string, fields: Fields): State {
    if (this.#names.has(name)) fields.problem('', `There are two states named '${name}'`, 'DUPLICATE_STATE_NAME');
    this.#names.add(name);
    if (name.length > 80) fields.problem('', 'The name of a state has at most 80 characters');
    fields.any('Comment');
    const text = fields.requiredText('Type');
    const type = stateTypes.find((known) => known === text);
    const language = languageOf(fields, this.#language, true);
    if (type === undefined) {
      if (text !== '') fields.problem('Type', `Value should be one of the following: [${stateTypes.join(', ')}]`);
      for (const field of fields.left) fields.any(field);
      return { name, type: 'Fail', targets: [], isTerminal: true, run: () => Promise.reject(new Error('refused')) };
    }
    const state = readers[type]({
      name,
      type,
      fields,
      language,
      readScope: (inner) => this.scope(inner),
      isExpress: this.#setting.type === 'EXPRESS',
      canCall: this.#setting.canCall,
    });
    reportOtherLanguage(fields, language);
    fields.finish();
    return state;
  }
}

/** Fields of one query language only. */
const ofLanguage: Readonly<Record<QueryLanguage['name'], readonly string[]>> = {
  JSONata: ['Arguments', 'Output', 'Items', 'Condition'],
  JSONPath: [
    'InputPath',
    'OutputPath',
    'Parameters',
    'Result',
    'ResultPath',
    'ResultSelector',
    'ItemsPath',
    'MaxConcurrencyPath',
    'SecondsPath',
    'TimestampPath',
    'TimeoutSecondsPath',
    'HeartbeatSecondsPath',
    'ErrorPath',
    'CausePath',
  ],
};

function reportOtherLanguage(fields: Fields, { name }: QueryLanguage): void {
  const other = name === 'JSONata' ? 'JSONPath' : 'JSONata';
  for (const field of fields.left.filter((left) => ofLanguage[other].includes(left))) {
    fields.any(field);
    const message = `The QueryLanguage is set to '${name}', but field '${field}' is only supported for the '${other}' QueryLanguage`;
    fields.problem('', message);
  }
}

/** A state may be in JSONata inside a machine in JSONPath, not the other way round. */
function languageOf(fields: Fields, outer: QueryLanguage, isState: boolean): QueryLanguage {
  const name = fields.text('QueryLanguage');
  if (name === undefined) return outer;
  const language = [jsonataLanguage, jsonPathLanguage].find((known) => known.name === name);
  if (language === undefined) {
    fields.problem('QueryLanguage', 'Value should be one of the following: [JSONPath, JSONata]');
    return outer;
  }
  if (isState && outer.name === 'JSONata' && language.name === 'JSONPath') {
    fields.problem('', "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  return language;
}

function isLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** JSON is YAML as well, but its own parser is quicker. */
function parseText(text: string): Json {
  try {
    const value: unknown = isLikeJson(text) ? JSON.parse(text) : parseYaml(text);
    if (isJson(value)) return value;
  } catch (cause) {
    throw invalid(
      `The definition is neither JSON nor YAML: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
  throw invalid('The definition holds what JSON cannot');
}

function invalid(message: string, cause?: unknown): InvalidDefinitionError {
  return new InvalidDefinitionError([{ code: 'INVALID_JSON_DESCRIPTION', message, location: '/' }], { cause });
}
