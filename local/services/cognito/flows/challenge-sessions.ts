import type { Clock } from '../../../clock.ts';
import type { UserPoolClient } from '../declarations/model.ts';
import { NotAuthorizedException } from '../errors.ts';
import { newSecret } from '../secrets.ts';

interface Challenge {
  readonly clientId: string;
  readonly username: string;
  readonly expiresAt: number;
}

/** Sign-ins that wait for an answer (a new password). They live a few minutes and only in memory. */
export class ChallengeSessions {
  readonly #challenges = new Map<string, Challenge>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The `Session` that the caller must send back. */
  begin(client: UserPoolClient, username: string): string {
    const now = this.#clock();
    for (const [session, { expiresAt }] of this.#challenges) if (expiresAt <= now) this.#challenges.delete(session);
    const session = newSecret(48);
    this.#challenges.set(session, {
      clientId: client.id,
      username,
      expiresAt: now + client.authSessionSeconds * 1000,
    });
    return session;
  }

  /**
   * The user name of a waiting sign-in.
   * @throws NotAuthorizedException when there is none, it is too old, or another client's
   */
  usernameOf(session: string, client: UserPoolClient): string {
    const challenge = this.#challenges.get(session);
    if (challenge?.clientId !== client.id || challenge.expiresAt <= this.#clock()) {
      throw new NotAuthorizedException('Invalid session for the user, session is expired.');
    }
    return challenge.username;
  }

  end(session: string): void {
    this.#challenges.delete(session);
  }
}
