/** What is known of somebody's account. */
export interface Account {
  readonly subject: string;
  /** The phone number, if it was verified that it is theirs. */
  readonly verifiedPhoneNumber: string | undefined;
}

/** The accounts of people. */
export interface Accounts {
  /** Undefined when there is none of that name (any more). */
  find(username: string): Promise<Account | undefined>;
}

/** A text message was not sent, for sure; after any other error it may be on its way. */
export class TextNotSentError extends Error {
  override readonly name = 'TextNotSentError';
}

/** Sends a text message to a phone. @throws TextNotSentError */
export type SendText = (phoneNumber: string, text: string) => Promise<void>;
