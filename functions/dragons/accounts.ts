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

/** Sends a text message to a phone. */
export type SendText = (phoneNumber: string, text: string) => Promise<void>;
