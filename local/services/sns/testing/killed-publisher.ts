import { folderStorage } from '../../../state/folder-storage.ts';
import { sns } from '../index.ts';

/**
 * A process that publishes to a function that never returns, says what was accepted, and is killed meanwhile. It publishes no more than a test
 * can read in a moment, however late the kill comes.
 */
const [directory = '', region = '', accountId = ''] = process.argv.slice(2);
const topics = sns({
  storage: folderStorage(directory),
  region,
  accountId,
  invoker: { invoke: () => new Promise(() => undefined) },
  sendToQueue: () => undefined,
  log: () => undefined,
  endpoint: () => 'http://127.0.0.1:4566',
});
const arn = `arn:aws:sns:${region}:${accountId}:news`;
topics.declareTopic({
  name: 'news',
  arn,
  properties: {
    Subscription: [{ Protocol: 'lambda', Endpoint: `arn:aws:lambda:${region}:${accountId}:function:notify` }],
  },
});
for (let number = 0; number < 2000; number += 1) {
  await topics.publish({ TopicArn: arn, Message: `message ${number} 🐉` });
  await new Promise((resolve) => process.stdout.write(`${number}\n`, resolve));
}
setInterval(() => undefined, 1000);
