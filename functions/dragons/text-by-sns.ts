import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SendText } from './accounts.ts';
import { withoutItsWords } from './aws-failure.ts';

/** Text messages by SNS. https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
export function textBySns(client: SNSClient): SendText {
  return async (phoneNumber, text) => {
    const publish = new PublishCommand({
      PhoneNumber: phoneNumber,
      Message: text,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    });
    try {
      await client.send(publish);
    } catch (error) {
      // It may name the number.
      throw withoutItsWords(error, 'SNS');
    }
  };
}
