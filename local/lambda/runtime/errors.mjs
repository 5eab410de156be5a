// The runtime's own errors, named as the Node.js runtime of Lambda names them
// (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client), and its form of every error.

class RuntimeError extends Error {
  constructor(name, message, options) {
    super(message, options);
    this.name = name;
  }
}

/** `handler.handler` names nothing that is exported, or no function. */
export class HandlerNotFoundError extends RuntimeError {
  constructor(message) {
    super('Runtime.HandlerNotFound', message);
  }
}

/** The handler's name cannot be split into a module and an export. */
export class MalformedHandlerNameError extends RuntimeError {
  constructor(message) {
    super('Runtime.MalformedHandlerName', message);
  }
}

/** A module that the function requires is neither in its artifact nor in its layers. */
export class ImportModuleError extends RuntimeError {
  constructor(cause) {
    super('Runtime.ImportModuleError', String(cause));
  }
}

/** The function's code does not parse. */
export class UserCodeSyntaxError extends RuntimeError {
  constructor(cause) {
    super('Runtime.UserCodeSyntaxError', String(cause));
    this.stack = cause.stack;
  }
}

/** The handler takes a callback, which Node.js 24 on Lambda no longer offers. */
export class CallbackHandlerError extends RuntimeError {
  constructor() {
    super(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
        'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
        'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
}

/** The handler's result has no JSON text (a cycle, a BigInt, a function). */
export class JsonStringifyError extends RuntimeError {
  constructor() {
    super('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}

/** A promise was rejected and nobody listened. */
export class UnhandledPromiseRejection extends RuntimeError {
  constructor(reason) {
    super('Runtime.UnhandledPromiseRejection', String(reason), { cause: reason });
    if (reason instanceof Error && typeof reason.stack === 'string') this.stack = `${this.name}: ${reason.stack}`;
  }
}

/** What the function wants is a part of Lambda that is not simulated. */
export class NotSimulatedError extends RuntimeError {
  constructor(what) {
    super('Runtime.NotSimulated', `${what} is not simulated locally`);
  }
}

/** Whatever was thrown, as the JSON text of Lambda's error object. */
export function errorPayload(error) {
  return JSON.stringify(errorObject(error));
}

function errorObject(error) {
  try {
    // An error of another realm (node:vm) is an error as well.
    if (error instanceof Error || Error.isError?.(error)) {
      return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}
