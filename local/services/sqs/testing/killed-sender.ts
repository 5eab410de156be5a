import { folderStorage } from '../../../state/folder-storage.ts';
import { sqs } from '../index.ts';

/**
 * A process that keeps queues in a folder, sends, says which messages it was told are sent, and is killed meanwhile. It sends no more than a test
 * can read in a moment, however late the kill comes.
 */
const [directory = '', region = '', accountId = ''] = process.argv.slice(2);
const queues = sqs({ storage: folderStorage(directory), region, accountId, endpoint: () => 'http://127.0.0.1:4566' });
const arn = `arn:aws:sqs:${region}:${accountId}:pond`;
queues.declareQueue({ name: 'pond', arn, properties: {} });
for (let number = 0; number < 2000; number += 1) {
  queues.send(arn, `message ${number} 🐉`);
  await new Promise((resolve) => process.stdout.write(`${number}\n`, resolve));
}
setInterval(() => undefined, 1000);
