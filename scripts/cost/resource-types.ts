/** How a kind of resource shows on the bill: the prices that it leads to, or why it leads to none. */
export type Billing = { readonly prices: readonly string[] } | { readonly free: string };

const withApi = { free: 'part of the API, whose requests are paid for' };
const withFunctions = { free: 'part of a function, whose runs are paid for' };
const withUserPool = { free: 'part of the user pool, whose users are paid for' };
const withSite = { free: 'part of the distribution, whose requests are paid for' };
const permission = { free: 'permissions cost nothing' };

/** Every kind of resource that the template may hold. A test fails for a kind that is not here. */
export const resourceTypes: Readonly<Record<string, Billing>> = {
  'AWS::Serverless::Api': {
    prices: ['api-requests', 'api-transfer', 'logs-other', 'cloudwatch-metrics', 'xray-traces'],
  },
  'AWS::ApiGateway::Account': withApi,
  'AWS::ApiGateway::ApiKey': withApi,
  'AWS::ApiGateway::UsagePlan': withApi,
  'AWS::ApiGateway::UsagePlanKey': withApi,
  'AWS::Serverless::Function': {
    prices: ['lambda-requests', 'lambda-duration-arm64', 'logs-lambda', 'cloudwatch-metrics', 'xray-traces'],
  },
  'AWS::Serverless::LayerVersion': withFunctions,
  'AWS::Lambda::Permission': permission,
  'AWS::Lambda::EventInvokeConfig': withFunctions,
  'AWS::Lambda::EventSourceMapping': {
    free: 'Lambda reads streams of DynamoDB without charge; the functions are paid for',
  },
  'AWS::Serverless::StateMachine': { prices: ['states-transitions', 'sns-publishes'] },
  'AWS::DynamoDB::Table': { prices: ['dynamodb-reads', 'dynamodb-writes', 'dynamodb-storage', 'dynamodb-backup'] },
  'AWS::S3::Bucket': { prices: ['s3-reads', 's3-writes', 's3-storage', 's3-select-scanned', 's3-select-returned'] },
  'AWS::S3::BucketPolicy': permission,
  'AWS::SNS::Topic': { prices: ['sns-publishes'] },
  'AWS::SNS::TopicPolicy': permission,
  'AWS::SNS::Subscription': {
    free: 'e-mails of alarms: the first thousand of a month are free, and a month with more has other worries',
  },
  'AWS::SQS::Queue': { free: 'dead-letter queues, which get a message when something fails' },
  'AWS::SQS::QueuePolicy': permission,
  'AWS::Scheduler::Schedule': { prices: ['scheduler-invocations'] },
  'AWS::Logs::LogGroup': { prices: ['logs-lambda', 'logs-other', 'logs-storage'] },
  'AWS::CloudWatch::Alarm': { prices: ['cloudwatch-alarms'] },
  'AWS::CloudWatch::Dashboard': { prices: ['cloudwatch-dashboards'] },
  'AWS::Cognito::UserPool': {
    prices: ['cognito-users-lite', 'cognito-users-essentials', 'cognito-users-plus', 'cognito-machine-tokens'],
  },
  'AWS::Cognito::UserPoolClient': { prices: ['cognito-machine-clients'] },
  'AWS::Cognito::UserPoolDomain': withUserPool,
  'AWS::Cognito::UserPoolGroup': withUserPool,
  'AWS::Cognito::UserPoolResourceServer': withUserPool,
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': withUserPool,
  'AWS::Cognito::ManagedLoginBranding': withUserPool,
  'AWS::CloudFront::Distribution': { prices: ['cloudfront-requests', 'cloudfront-transfer'] },
  'AWS::CloudFront::Function': { prices: ['cloudfront-functions'] },
  'AWS::CloudFront::OriginAccessControl': withSite,
  'AWS::CloudFront::ResponseHeadersPolicy': withSite,
  'AWS::SSM::Parameter': { free: 'standard parameters at standard throughput' },
  'AWS::WAFv2::WebACL': { prices: ['waf-acls', 'waf-rules', 'waf-requests'] },
  'AWS::WAFv2::WebACLAssociation': { free: 'part of the web ACL' },
  'AWS::WAFv2::LoggingConfiguration': { free: 'part of the web ACL; what it logs is left out' },
  'AWS::Budgets::Budget': { free: 'budgets without actions cost nothing' },
  'AWS::IAM::Role': permission,
  'AWS::IAM::Policy': permission,
  'AWS::IAM::ManagedPolicy': permission,
  'AWS::CodeDeploy::Application': { free: 'CodeDeploy costs nothing for Lambda' },
  'AWS::CodeDeploy::DeploymentGroup': { free: 'CodeDeploy costs nothing for Lambda' },
  'AWS::CloudFormation::CustomResource': { free: 'CloudFormation costs nothing for resources of the account' },
  'Custom::FirstData': { free: 'runs a function once' },
};
