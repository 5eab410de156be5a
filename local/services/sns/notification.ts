import type { MessageAttributes } from './message-attributes.ts';
import { messageFor } from './publication.ts';
import type { Publication } from './publication.ts';
import type { Subscription } from './topics.ts';

/** A publication on its way to a subscriber. */
export interface Notice {
  readonly messageId: string;
  readonly publication: Publication;
  /** Milliseconds since 1970. */
  readonly published: number;
}

/** What notifications say about this SNS. */
export interface NotificationOptions {
  readonly region: string;
  /** The address of the AWS endpoint, for the link to unsubscribe. */
  readonly endpoint: () => string;
  /** The signature version of a topic. */
  readonly signatureVersionOf: (topicArn: string) => string;
}

/** Nothing here has SNS's private key. The text says so to whoever decodes it. */
const signature = Buffer.from('not signed: this is the local AWS').toString('base64');

/** The JSON text that a queue gets. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export function envelope(notice: Notice, subscription: Subscription, options: NotificationOptions): string {
  const { publication } = notice;
  const links = linksOf(subscription, options);
  const attributes = shownAttributes(publication.attributes);
  const content = {
    Type: 'Notification',
    MessageId: notice.messageId,
    TopicArn: subscription.topicArn,
    Subject: publication.subject,
    Message: messageFor(publication, subscription.protocol),
    Timestamp: new Date(notice.published).toISOString(),
    SignatureVersion: options.signatureVersionOf(subscription.topicArn),
    Signature: signature,
    SigningCertURL: links.certificate,
    UnsubscribeURL: links.unsubscribe,
    MessageAttributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  };
  return JSON.stringify(content, undefined, 2);
}

/** The event that a function gets. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaEvent(notice: Notice, subscription: Subscription, options: NotificationOptions): object {
  const { publication } = notice;
  const links = linksOf(subscription, options);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type: 'Notification',
          MessageId: notice.messageId,
          TopicArn: subscription.topicArn,
          Subject: publication.subject ?? null,
          Message: messageFor(publication, subscription.protocol),
          Timestamp: new Date(notice.published).toISOString(),
          SignatureVersion: options.signatureVersionOf(subscription.topicArn),
          Signature: signature,
          // In events for functions these two end in "Url", and in messages for queues in "URL".
          SigningCertUrl: links.certificate,
          UnsubscribeUrl: links.unsubscribe,
          MessageAttributes: shownAttributes(publication.attributes),
        },
      },
    ],
  };
}

function linksOf({ arn }: Subscription, { region, endpoint }: NotificationOptions) {
  return {
    certificate: `https://sns.${region}.amazonaws.com/SimpleNotificationService-local.pem`,
    unsubscribe: `${endpoint()}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
  };
}

function shownAttributes(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}
