import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { TextNotSentError, type SendText } from './accounts.ts';
import { awsFailure, withoutItsWords } from './aws-failure.ts';

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
      // Its words may name the number. Without an answer of failure nobody knows: it may be the answer alone that got lost.
      const { code, status = 0 } = awsFailure(error);
      if (status >= 400) throw new TextNotSentError(`SNS answered ${status} ${code}.`);
      throw withoutItsWords(error, 'SNS');
    }
  };
}
