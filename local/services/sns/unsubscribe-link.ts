import type { AwsService, ServiceRequest } from '../service.ts';

/**
 * Lets the links to unsubscribe work that stand in notifications: whoever has one may follow it without a signature, as on AWS.
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function withUnsubscribeLinks(service: AwsService): AwsService {
  return {
    ...service,
    claims: isLink,
    async handle(request) {
      if (!isLink(request)) return service.handle(request);
      return service.handle({ ...request, body: Buffer.from(request.query) });
    },
  };
}

function isLink({ method, path, query }: Pick<ServiceRequest, 'method' | 'path' | 'query'>): boolean {
  return method === 'GET' && path === '/' && query.startsWith('Action=Unsubscribe&SubscriptionArn=');
}
