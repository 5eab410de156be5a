import { isObject } from '../../../json.ts';
import type { Json, JsonObject } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';

/** Variables by name, without `$`. */
export type Variables = Readonly<Record<string, Json>>;

/** What an expression of a state can see. */
export interface Frame {
  readonly input: Json;
  readonly variables: Variables;
  /** The Context object: `$$` in JSONPath, `$states.context` in JSONata. */
  readonly context: JsonObject;
  /** Milliseconds since 1970, for `$now()` and `$millis()`. */
  readonly now: number;
}

/** What a state hands on when it is left. */
export interface Leaving {
  readonly output: Json;
  readonly assigned: Variables;
}

/** What a number has to be, both ends included. */
export interface Range {
  readonly min: number;
  readonly max?: number;
}

/** Whether a number is a whole number of a range. */
export function isWithin(value: number, { min, max = Infinity }: Range): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/** What a number has to be, in words. */
export function inWords({ min, max }: Range): string {
  return max === undefined ? `a whole number of at least ${min}` : `a whole number of ${min} to ${max}`;
}

/** A field's value at run time. @throws StatesError */
export type Value<T> = (frame: Frame) => T | Promise<T>;

/** How data goes through a state. */
export interface DataFlow {
  /** The state's input as its own work sees it (`InputPath`). */
  readonly input: Value<Json>;
  /** What its work is given: `Arguments`, or `Parameters`; else the input. */
  readonly arguments: Value<Json>;
  /** What comes out of the state for a result of its work. */
  leave(frame: Frame, result: Json): Promise<Leaving>;
}

/** Which fields a kind of state has for its data. */
export interface FlowFields {
  /** `Arguments`, or `Parameters`. */
  readonly arguments?: boolean;
  /** Its work has a result: `$states.result`, or `ResultPath`. */
  readonly result?: boolean;
  /** `ResultSelector`, for results that come from elsewhere. */
  readonly selector?: boolean;
  /** `Assign`. */
  readonly assign?: boolean;
}

/** A rule of a `Choice` state, without where it leads. */
export interface ChoiceRule {
  matches(frame: Frame): boolean | Promise<boolean>;
  /** What the rule itself says about the data; undefined parts are the state's. */
  leave(frame: Frame, flow: DataFlow): Promise<Leaving>;
}

/** The fields of a Map state that say what its iterations are given. */
export interface MapItems {
  items(frame: Frame): Promise<readonly Json[]>;
  /** The input of one iteration; the frame's context has `Map.Item`. */
  itemInput(frame: Frame, item: Json): Promise<Json>;
}

/**
 * What a Map state iterates over: the items of an array, or the members of an object as pairs; undefined for anything else.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemspath.html
 */
export function itemsOf(value: Json): readonly Json[] | undefined {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.entries(value).map(([Key, Value]) => ({ Key, Value })) : undefined;
}

/** One of the two languages that fields of states are written in. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export interface QueryLanguage {
  readonly name: 'JSONPath' | 'JSONata';
  flow(fields: Fields, parts: FlowFields): DataFlow;
  /** The data side of a catcher. */
  catcher(fields: Fields): (frame: Frame, errorOutput: JsonObject) => Promise<Leaving>;
  choiceRule(fields: Fields): ChoiceRule;
  mapItems(fields: Fields): MapItems;
  /** A whole number that may also be an expression (JSONata) or stand in `{name}Path` (JSONPath); its range holds there, too. */
  integer(fields: Fields, name: string, range: Range): Value<number> | undefined;
  /** A text that may also be an expression (JSONata), stand in `{name}Path` or be made by an intrinsic function (JSONPath). */
  text(fields: Fields, name: string): Value<string> | undefined;
  /** What a Pass state makes of its input, before it is left. */
  passResult(fields: Fields, flow: DataFlow): Value<Json>;
}
