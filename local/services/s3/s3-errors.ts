import { ServiceError } from '../service-error.ts';
import type { ServiceErrorOptions } from '../service-error.ts';

/**
 * The errors of S3 that the simulation answers, with S3's own words.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const s3Errors = {
  noSuchBucket: (bucket: string) =>
    make('NoSuchBucket', 'The specified bucket does not exist', { status: 404, fields: { BucketName: bucket } }),
  noSuchKey: (key: string, headers?: Readonly<Record<string, string>>) =>
    make('NoSuchKey', 'The specified key does not exist.', {
      status: 404,
      fields: { Key: key },
      ...(headers === undefined ? {} : { headers }),
    }),
  noSuchVersion: (key: string, versionId: string) =>
    make('NoSuchVersion', 'The specified version does not exist.', {
      status: 404,
      fields: { Key: key, VersionId: versionId },
    }),
  bucketNotEmpty: (bucket: string) =>
    make('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      status: 409,
      fields: { BucketName: bucket },
    }),
  preconditionFailed: (condition: string) =>
    make('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      status: 412,
      fields: { Condition: condition },
    }),
  invalidRange: (range: string, size: number) =>
    make('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      fields: { RangeRequested: range, ActualObjectSize: String(size) },
      headers: { 'content-range': `bytes */${size}` },
    }),
  methodNotAllowed: (method: string, headers: Readonly<Record<string, string>> = {}) =>
    make('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
      fields: { Method: method },
      headers,
    }),
  headerNotImplemented: (header: string, more: string) =>
    make('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      status: 501,
      fields: { Header: header, additionalMessage: more },
    }),
  invalidArgument: (message: string, name: string, value: string) =>
    make('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } }),
  invalidRequest: (message: string) => make('InvalidRequest', message),
  keyTooLong: (key: string) =>
    make('KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: '1024' },
    }),
  accessDenied: () => make('AccessDenied', 'Access Denied', { status: 403 }),
} as const;

function make(code: string, message: string, options: ServiceErrorOptions = {}): ServiceError {
  return new ServiceError(code, message, options);
}
