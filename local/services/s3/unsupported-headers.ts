import { NotSimulatedError } from '../service-error.ts';
import { s3Errors } from './s3-errors.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Headers that change what S3 stores or returns, in a way that is not simulated. Ignoring one would pretend: an object
 * that its writer believes to be encrypted, tagged or public. A listed value is what S3 does anyway.
 */
const refused: readonly { readonly name: RegExp; readonly accepted?: readonly string[] }[] = [
  { name: /^x-amz-acl$/, accepted: ['private', 'bucket-owner-full-control'] },
  { name: /^x-amz-grant-/ },
  { name: /^x-amz-tagging$/ },
  { name: /^x-amz-storage-class$/, accepted: ['STANDARD'] },
  { name: /^x-amz-website-redirect-location$/ },
  { name: /^x-amz-object-lock-/ },
  { name: /^x-amz-server-side-encryption$/, accepted: ['AES256'] },
  { name: /^x-amz-server-side-encryption-/ },
  { name: /^x-amz-write-offset-bytes$/ },
  { name: /^x-amz-bucket-object-lock-enabled$/, accepted: ['false'] },
  { name: /^x-amz-mfa$/ },
  { name: /^x-amz-if-match-/ },
];

/**
 * Refuses, by name, a header that asks for something that is not simulated, and another owner's bucket.
 * @param operation for the message
 * @throws NotSimulatedError, or ServiceError `AccessDenied` (403) for another `x-amz-expected-bucket-owner`
 */
export function checkHeaders(headers: Headers, operation: string, accountId: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-')) continue;
    if (name === 'x-amz-expected-bucket-owner' && value !== accountId) throw s3Errors.accessDenied();
    const rule = refused.find((candidate) => candidate.name.test(name));
    if (rule !== undefined && rule.accepted?.includes(value) !== true) {
      throw new NotSimulatedError(`s3:${operation} with "${name}: ${value}"`);
    }
  }
}
