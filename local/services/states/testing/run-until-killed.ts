// A process that starts an execution in a folder and is then killed: node run-until-killed.ts FOLDER
import { folderStorage } from '../../../state/folder-storage.ts';
import { stepFunctions } from '../step-functions.ts';
import { lastingDefinition, lastingMachine } from './lasting-machine.ts';

const [, , folder = ''] = process.argv;
const states = stepFunctions({
  storage: folderStorage(folder),
  region: 'eu-west-1',
  accountId: '000000000000',
  invoker: {
    async invoke(name) {
      process.send?.(name);
      // The second task never ends here.
      return name.endsWith('second') ? new Promise(() => undefined) : { outcome: 'returned', payload: '"first"' };
    },
  },
  call: () => Promise.resolve({}),
});
states.declareStateMachine({ ...lastingMachine, definition: lastingDefinition });
await states.service.handle({
  method: 'POST',
  path: '/',
  query: '',
  headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' },
  body: Buffer.from(JSON.stringify({ stateMachineArn: lastingMachine.arn, name: 'run', input: '{"a":1}' })),
  requestId: 'test',
  accessKeyId: 'test',
});
setInterval(() => undefined, 1000);
