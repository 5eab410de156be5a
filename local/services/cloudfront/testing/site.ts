import { request as send } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

import { closeServer, listenLocally } from '../../../listening.ts';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { read } from '../../../template/testing/template-folder.ts';
import { s3Service } from '../../s3/s3-service.ts';
import { compileDistribution } from '../compile-distribution.ts';
import { siteServer } from '../site-server.ts';

type Properties = Readonly<Record<string, unknown>>;

/** What of the sample site is otherwise. Functions are attached by their logical ids: `{ 'Fn::GetAtt': 'Name.FunctionARN' }`. */
export interface SiteChanges {
  readonly config?: Properties;
  readonly origin?: Properties;
  readonly behavior?: Properties;
  /** Code by logical id. */
  readonly functions?: Readonly<Record<string, string>>;
  /** A `ResponseHeadersPolicyConfig`, attached to the default behavior. */
  readonly headers?: Properties;
  /** Statements of the bucket's policy; those that let the distribution read when not given. */
  readonly policy?: readonly Properties[];
  /** More resources, or others of the same name. */
  readonly resources?: Readonly<Record<string, unknown>>;
}

export const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const distributionArn = { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}' };

/** A statement that lets the distribution do something with the bucket, or with what is in it. */
export const allow = (action: string, resource = '${Pages.Arn}/*', condition: Properties = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: action,
  Resource: { 'Fn::Sub': resource },
  Condition: { StringEquals: { 'AWS:SourceArn': distributionArn }, ...condition },
});

/** The function associations of a behavior. */
export const associations = (functions: Readonly<Record<string, string>>) =>
  Object.entries(functions).map(([EventType, name]) => ({
    EventType,
    FunctionARN: { 'Fn::GetAtt': [name, 'FunctionARN'] },
  }));

/** A template with a site, as JSON. */
export function siteTemplate(changes: SiteChanges = {}): string {
  const { config = {}, origin = {}, behavior = {}, functions = {}, headers, resources = {} } = changes;
  const { policy = [allow('s3:GetObject')] } = changes;
  return JSON.stringify({
    Resources: {
      Pages: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'pages' } },
      PagesPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Pages' }, PolicyDocument: { Statement: policy } },
      },
      Access: {
        Type: 'AWS::CloudFront::OriginAccessControl',
        Properties: {
          OriginAccessControlConfig: {
            Name: 'access',
            OriginAccessControlOriginType: 's3',
            SigningBehavior: 'always',
            SigningProtocol: 'sigv4',
          },
        },
      },
      ...Object.fromEntries(
        Object.entries(functions).map(([name, code]) => [
          name,
          {
            Type: 'AWS::CloudFront::Function',
            Properties: {
              Name: name,
              AutoPublish: true,
              FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
              FunctionCode: code,
            },
          },
        ]),
      ),
      ...(headers && {
        Headers: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: { ResponseHeadersPolicyConfig: { Name: 'headers', ...headers } },
        },
      }),
      Site: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Origins: [
              {
                Id: 'pages',
                DomainName: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] },
                OriginAccessControlId: { Ref: 'Access' },
                S3OriginConfig: { OriginAccessIdentity: '' },
                ...origin,
              },
            ],
            DefaultCacheBehavior: {
              TargetOriginId: 'pages',
              ViewerProtocolPolicy: 'redirect-to-https',
              CachePolicyId: cachingDisabled,
              ...(headers && { ResponseHeadersPolicyId: { Ref: 'Headers' } }),
              ...behavior,
            },
            ...config,
          },
        },
      },
      ...resources,
    },
  });
}

/** What a site answered. */
export interface SiteAnswer {
  readonly status: number;
  readonly reason: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly body: string;
}

/** The sample site, at work. It ends with the test. */
export async function site(changes: SiteChanges = {}) {
  const template = read(siteTemplate(changes));
  const resource = template.resources.get('Site')!;
  const distribution = compileDistribution(template, resource);
  const s3 = s3Service({ storage: memoryStorage(), region: 'us-east-1', accountId: '123456789012' });
  s3.declareBucket('pages');
  const lines: string[] = [];
  const errors: unknown[] = [];
  const server = siteServer({
    distribution: () => distribution,
    s3,
    onLine: (name, _id, line, isError) => lines.push(`${name}${isError ? '!' : ''} ${line}`),
    onError: (error) => errors.push(error),
  });
  const address = new URL(await listenLocally(server, 0));
  onTestFinished(() => closeServer(server));

  const ask = (path: string, headers: Record<string, string | string[]> = {}, method = 'GET', body = '') =>
    new Promise<SiteAnswer>((resolve, reject) => {
      // Not fetch: it would tidy up paths and decompress.
      const request = send({ host: address.hostname, port: address.port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          const { statusCode: status = 0, statusMessage: reason, headers: answered } = response;
          resolve({ status, reason, headers: answered, bytes, body: bytes.toString() });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  return {
    ask,
    lines,
    errors,
    warnings: distribution.warnings,
    resource,
    put: (key: string, text: string | Uint8Array, contentType = 'text/html') =>
      s3.writeObject('pages', key, Buffer.from(text), contentType),
    /** Sends bytes as they are, and answers with everything that comes back until the connection ends. */
    raw: (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(Number(address.port), address.hostname, () => socket.write(text));
        socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
        socket.on('error', () => resolve(answer));
        socket.on('close', () => resolve(answer));
      }),
  };
}
