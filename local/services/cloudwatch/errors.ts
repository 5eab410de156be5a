import { ServiceError } from '../service-error.ts';

/** What the codes of CloudWatch were called before it spoke JSON; clients that grew up with those read them from a header. */
const queryCodes: Readonly<Record<string, string>> = {
  InvalidFormatFault: 'InvalidFormat',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  ValidationException: 'ValidationError',
};

/**
 * An error of CloudWatch. Its older code stands in a header, as the protocol asks for
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#querycompatible).
 * @param code the name of the error in CloudWatch's model
 */
export function cloudWatchError(code: string, message: string, status = 400): ServiceError {
  return new ServiceError(code, message, {
    status,
    headers: { 'x-amzn-query-error': `${queryCodes[code] ?? code};Sender` },
  });
}

/** A value that breaks the rules of CloudWatch: in an alarm, or in a query of metric data. */
export function invalid(message: string): ServiceError {
  return cloudWatchError('ValidationException', message);
}

/** A parameter of an operation whose value CloudWatch does not take. */
export function invalidParameter(message: string): ServiceError {
  return cloudWatchError('InvalidParameterValueException', message);
}

/** A parameter that has to be there and is not. */
export function missingParameter(name: string): ServiceError {
  return cloudWatchError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}
