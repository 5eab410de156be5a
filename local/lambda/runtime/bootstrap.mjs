// Runs in the worker thread of one execution environment: what Lambda's runtime interface client does in its process.
// Plain JavaScript on purpose: a cold start must not wait for types to be stripped.
//
// Messages to the host:   {type: 'ready'} | {type: 'init-failed' | 'failed' | 'crashed', error: <JSON text>}
//                         {type: 'returned', payload: <JSON text>} | {type: 'log', stream, text}
// Messages from the host: {payload: <JSON text>, requestId, functionArn, deadline, traceId, clientContext?}
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

import { errorPayload, JsonStringifyError, UnhandledPromiseRejection } from './errors.mjs';
import { loadHandler } from './load-handler.mjs';
import { mapStackTraces } from './stack-traces.mjs';
import { captureOutput } from './output.mjs';

const env = process.env;

/** What the handler sees as its second argument, but for what changes with every invocation. */
const contextOfFunction = {
  functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
};

function contextOf(invocation) {
  return {
    ...contextOfFunction,
    clientContext: invocation.clientContext === undefined ? undefined : JSON.parse(invocation.clientContext),
    identity: undefined,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () => invocation.deadline - Date.now(),
  };
}

/** The result as JSON text; nothing becomes `null`. */
function resultText(result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    throw new JsonStringifyError();
  }
  // A function or a symbol has no JSON text.
  if (text === undefined) throw new JsonStringifyError();
  return text;
}

async function answer(handler, invocation) {
  env._X_AMZN_TRACE_ID = invocation.traceId;
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    // Lambda lets one turn of the event loop pass, so that a promise rejected meanwhile fails the invocation.
    await new Promise(setImmediate);
    parentPort.postMessage({ type: 'returned', payload: resultText(result) });
  } catch (error) {
    await new Promise(setImmediate);
    const text = errorPayload(error);
    console.error(`Invoke Error\t${text}`);
    parentPort.postMessage({ type: 'failed', error: text });
  }
}

function crash(title, error, exitCode) {
  const text = errorPayload(error);
  console.error(`${title}\t${text}`);
  parentPort.postMessage({ type: 'crashed', error: text });
  process.exit(exitCode);
}

captureOutput((stream, text) => parentPort.postMessage({ type: 'log', stream, text }));
mapStackTraces({ shown: workerData.shownPaths });
process.on('uncaughtException', (error) => crash('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) =>
  crash('Unhandled Promise Rejection', new UnhandledPromiseRejection(reason), 128),
);
enableCompileCache(workerData.compileCache);

try {
  const handler = await loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER);
  parentPort.on('message', (invocation) => void answer(handler, invocation));
  parentPort.postMessage({ type: 'ready' });
  // Later environments of this function start from the compiled code.
  setImmediate(flushCompileCache);
} catch (error) {
  const text = errorPayload(error);
  console.error(`Init Error\t${text}`);
  parentPort.postMessage({ type: 'init-failed', error: text });
}
