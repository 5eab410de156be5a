import { alphabets, token, uuid, type Account } from './account.ts';

/** What a resource's name and ids are made from. */
export class Naming {
  readonly account: Account;
  readonly logicalId: string;
  readonly #text: (property: string) => string | undefined;

  /** @param text the resolved text of one of the resource's properties, undefined when it is not given */
  constructor(account: Account, logicalId: string, text: (property: string) => string | undefined) {
    this.account = account;
    this.logicalId = logicalId;
    this.#text = text;
  }

  /** The text of a property; undefined when it is not given or no text. */
  text(property: string): string | undefined {
    return this.#text(property);
  }

  /** The ARN of a thing in this account and region. */
  arn(service: string, resource: string): string {
    const { partition, region, accountId } = this.account;
    return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  }

  /** The ARN of a thing of a service that has no regions, such as IAM. */
  globalArn(service: string, resource: string): string {
    const { partition, accountId } = this.account;
    return `arn:${partition}:${service}::${accountId}:${resource}`;
  }

  /** An id of the given length. */
  id(length: number, alphabet: string, purpose = ''): string {
    return token(this.account, `${this.logicalId}/${purpose}`, length, alphabet);
  }

  uuid(): string {
    return uuid(this.account, this.logicalId);
  }

  /**
   * The name that a property gives, else the one CloudFormation makes up: stack, logical id and 12 random characters,
   * shortened in front of the random part.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
   */
  name(property: string, maximum: number): string {
    return this.text(property) ?? this.#generated(maximum, alphabets.mixedCase);
  }

  /** As `name`, for services that take lower-case names only. */
  lowerCaseName(property: string, maximum: number): string {
    return this.text(property) ?? this.#generated(maximum, alphabets.lowerCase).toLowerCase();
  }

  #generated(maximum: number, alphabet: string): string {
    const readable = `${this.account.stackName}-${this.logicalId}`.slice(0, maximum - 13);
    return `${readable.replace(/-+$/, '')}-${this.id(12, alphabet, 'name')}`;
  }
}
