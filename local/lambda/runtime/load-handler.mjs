import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  CallbackHandlerError,
  HandlerNotFoundError,
  ImportModuleError,
  MalformedHandlerNameError,
  NotSimulatedError,
  UserCodeSyntaxError,
} from './errors.mjs';

/**
 * Finds the function that `Handler` names, in the order in which Lambda's runtime looks: the file as it is called, then with
 * `.js`, `.mjs` and `.cjs`, in the artifact; then a module of a layer.
 */
export async function loadHandler(taskRoot, handlerName) {
  const { folder, moduleName, exportName } = parseHandlerName(handlerName);
  refuseStreaming();
  const handler = exported(await loadModule(taskRoot, folder, moduleName), exportName, handlerName);
  if (handler.length >= 3) throw new CallbackHandlerError();
  return handler;
}

function parseHandlerName(name) {
  if (name.includes('..')) {
    throw new MalformedHandlerNameError(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (dot === -1) throw new MalformedHandlerNameError('Bad handler');
  return { folder: name.slice(0, slash), moduleName: name.slice(slash, dot), exportName: name.slice(dot + 1) };
}

async function loadModule(taskRoot, folder, moduleName) {
  const path = resolve(taskRoot, folder, moduleName);
  const file = ['', '.js', '.mjs', '.cjs'].map((extension) => path + extension).find((each) => existsSync(each));
  try {
    if (file !== undefined) return await import(pathToFileURL(file).href);
    const require = createRequire(join(taskRoot, 'handler.js'));
    return require(require.resolve(moduleName, { paths: [taskRoot, join(taskRoot, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (error instanceof Error && error.code === 'MODULE_NOT_FOUND') throw new ImportModuleError(error);
    throw error;
  }
}

function exported(module, exportName, handlerName) {
  const handler = at(module, exportName) ?? at(module.default, exportName);
  if (!handler) throw new HandlerNotFoundError(`${handlerName} is undefined or not exported`);
  if (typeof handler !== 'function') throw new HandlerNotFoundError(`${handlerName} is not a function`);
  return handler;
}

function at(module, path) {
  return path.split('.').reduce((value, key) => (value && typeof value === 'object' ? value[key] : undefined), module);
}

function refuseStreaming() {
  globalThis.awslambda = {
    streamifyResponse() {
      throw new NotSimulatedError('Response streaming (awslambda.streamifyResponse)');
    },
  };
}
