import { ServiceError } from '../service-error.ts';

/** As many resources as CloudFormation answers at once. */
const size = 100;

/** One page of a list, after those that the token of the page before stands for. @throws ServiceError for no token of ours */
export function page<T>(all: readonly T[], token: string | undefined) {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('ValidationError', 'The NextToken is not valid.');
  const end = start + size;
  return {
    items: all.slice(start, end),
    next: end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {},
  };
}
