import type { Json } from '../../../json.ts';
import { isJsonObject, parseJson } from '../json-text.ts';
import type { Variables } from '../language/query-language.ts';
import type { HistoryRecord } from './history.ts';

/** A state that was entered and not left. */
export interface Position {
  readonly state: string;
  readonly input: Json;
  /** The id of its `…StateEntered` event. */
  readonly enteredId: number;
  /** Milliseconds since 1970. */
  readonly enteredAt: number;
  /** How many times a Parallel or Map state began to run its branches. */
  readonly started: number;
}

/** What a state left behind. */
export interface Left {
  readonly output: Json;
  /** Null at the end. */
  readonly next: string | null;
}

/**
 * A line of states that follow each other: the execution's own, or those of a branch or iteration. Where it stands follows from its
 * events alone, both while it runs and when it is picked up again.
 */
export class Thread {
  readonly path: string;
  lastEventId = 0;
  lastType: string | undefined;
  position: Position | undefined;
  left: Left | undefined;
  /** The variables that its own states assigned. */
  assigned: Variables = {};

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Takes an event of this thread over.
   * @param data the input or output that the event tells of, when it is at hand and need not be read from its text
   */
  apply({ event, next }: HistoryRecord, data?: Json): void {
    const { id, type, details = {}, timestamp } = event;
    this.lastEventId = id;
    this.lastType = type;
    if (type.endsWith('StateEntered')) {
      this.left = undefined;
      this.position = {
        state: textOf(details.name),
        input: data ?? parseJson(textOf(details.input)),
        enteredId: id,
        enteredAt: timestamp,
        started: 0,
      };
    } else if (type.endsWith('StateExited')) {
      this.position = undefined;
      this.left = { output: data ?? parseJson(textOf(details.output)), next: next ?? null };
      this.assigned = { ...this.assigned, ...variablesOf(details.assignedVariables) };
    } else if (type.endsWith('StateStarted') && this.position !== undefined) {
      this.position = { ...this.position, started: this.position.started + 1 };
    }
  }
}

function variablesOf(texts: Json | undefined): Variables {
  if (!isJsonObject(texts)) return {};
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, parseJson(textOf(text))]));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
