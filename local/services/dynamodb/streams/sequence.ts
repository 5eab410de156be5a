/** 21 digits, as the service's model wants at least; of one length, so that they sort as texts. */
const digits = 20;

/** Gives out sequence numbers that grow, over all streams of a process and its successors. */
export class Sequence {
  #last = 0n;

  /** The next number. */
  next(): string {
    this.#last += 1n;
    return `1${this.#last.toString().padStart(digits, '0')}`;
  }

  /** Numbers from now on are greater than this one, which was given out before. */
  passed(sequenceNumber: string): void {
    const number = BigInt(sequenceNumber.slice(1));
    if (number > this.#last) this.#last = number;
  }
}

/** Whether a text can be a sequence number. */
export function isSequenceNumber(text: string): boolean {
  return /^\d{21,40}$/.test(text);
}
