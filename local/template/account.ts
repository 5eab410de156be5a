import { createHash } from 'node:crypto';

/** Where a stack lives. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** `amazonaws.com`, in China `amazonaws.com.cn`. */
  readonly urlSuffix: string;
  readonly stackName: string;
  /** Where clients find SQS: they send to the host that stands in a queue's URL. */
  readonly sqsEndpoint: string;
}

/** Derives partition and URL suffix from the region. @param endpoint where AWS is, if not at the addresses of AWS */
export function accountOf(region: string, accountId: string, stackName: string, endpoint?: string): Account {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const urlSuffix = `amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const sqsEndpoint = endpoint ?? `https://sqs.${region}.${urlSuffix}`;
  return { region, accountId, stackName, partition, urlSuffix, sqsEndpoint };
}

const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What random ids of AWS are made of. */
export const alphabets = {
  lowerCase,
  mixedCase: `ABCDEFGHIJKLMNOPQRSTUVWXYZ${lowerCase}`,
  upperCase: lowerCase.toUpperCase(),
} as const;

/** An id that looks random and is always the same for the same stack, account, region and subject. */
export function token(account: Account, subject: string, length: number, alphabet: string): string {
  const seed = [account.accountId, account.region, account.stackName, subject].join('/');
  let result = '';
  for (let block = 0; result.length < length; block++) {
    for (const byte of createHash('sha256').update(`${seed}#${block}`).digest()) {
      result += alphabet[byte % alphabet.length] ?? '';
    }
  }
  return result.slice(0, length);
}

/** A UUID that is always the same for the same stack, account, region and subject. */
export function uuid(account: Account, subject: string): string {
  const hex = token(account, `${subject}/uuid`, 30, '0123456789abcdef');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}

/** The value of a pseudo parameter (`AWS::Region`); undefined for one that is not simulated. */
export function pseudoParameter(account: Account, name: string): string | undefined {
  const { region, accountId, partition, stackName, urlSuffix } = account;
  const values: Readonly<Record<string, string>> = {
    'AWS::AccountId': accountId,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': urlSuffix,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/${uuid(account, 'stack')}`,
  };
  return values[name];
}
