import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SendText } from './accounts.ts';

/** Text messages by SNS. https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
export function textBySns(client: SNSClient): SendText {
  return async (phoneNumber, text) => {
    await client.send(
      new PublishCommand({
        PhoneNumber: phoneNumber,
        Message: text,
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      }),
    );
  };
}
