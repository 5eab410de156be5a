import { ServiceError } from '../service-error.ts';

/** A parameter that SNS does not take; clients see `InvalidParameterException`. */
export function invalidParameter(what: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** A topic or subscription that is not there; clients see `NotFoundException`. */
export function notFound(what: string): ServiceError {
  return new ServiceError('NotFound', what, { status: 404 });
}

/** A message attribute that SNS does not take; clients see `InvalidParameterValueException`. */
export function invalidAttribute(message: string): ServiceError {
  return new ServiceError('ParameterValueInvalid', message);
}
