/** What a pool asks of passwords. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-policies.html */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** An attribute of the pool's schema. */
export interface AttributeSchema {
  readonly name: string;
  readonly required: boolean;
  readonly mutable: boolean;
  readonly type: 'String' | 'Number' | 'Boolean' | 'DateTime';
}

/** An attribute that can stand for the user name. */
export type SignInAttribute = 'email' | 'phone_number' | 'preferred_username';

/** `AWS::Cognito::UserPool`. */
export interface UserPool {
  /** For example `us-east-1_AbCdEf123`. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS';
  /** Users sign up with one of these, and get a generated user name. */
  readonly usernameAttributes: readonly SignInAttribute[];
  /** Users may sign in with one of these (verified) instead of their user name. */
  readonly aliasAttributes: readonly SignInAttribute[];
  readonly caseSensitive: boolean;
  readonly autoVerifiedAttributes: readonly SignInAttribute[];
  readonly passwordPolicy: PasswordPolicy;
  readonly allowAdminCreateUserOnly: boolean;
  readonly schema: ReadonlyMap<string, AttributeSchema>;
  readonly triggers: {
    /** ARN of the function. */
    readonly preSignUp: string | undefined;
    readonly preTokenGeneration: { readonly functionArn: string; readonly version: 'V1_0' | 'V2_0' } | undefined;
  };
}

/** The authentication flows of the API that a client can be allowed to use. */
export type ExplicitAuthFlow =
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_CUSTOM_AUTH';

export type OAuthFlow = 'code' | 'client_credentials';

/** `AWS::Cognito::UserPoolClient`. */
export interface UserPoolClient {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  /** Undefined for a public client. */
  readonly secret: string | undefined;
  readonly explicitAuthFlows: readonly ExplicitAuthFlow[];
  /** Empty when the client may not use the OAuth endpoints. */
  readonly oauthFlows: readonly OAuthFlow[];
  readonly oauthScopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Whether errors hide that a user does not exist. */
  readonly preventUserExistenceErrors: boolean;
  readonly enableTokenRevocation: boolean;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly authSessionSeconds: number;
  /** Undefined when refresh tokens are not rotated. */
  readonly rotation: { readonly graceSeconds: number } | undefined;
  /** Undefined: every standard attribute (and custom ones, which AWS leaves out until they are named). */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
}

/** `AWS::Cognito::UserPoolGroup`. */
export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Smaller is stronger; undefined comes last. */
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}

/** `AWS::Cognito::UserPoolResourceServer`. */
export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  /** Full names: `dragons/read`. */
  readonly scopes: readonly string[];
}

/** `AWS::Cognito::UserPoolDomain`. */
export interface Domain {
  readonly poolId: string;
  readonly prefix: string;
}

/** `AWS::Cognito::UserPoolUser`: created without a password, as CloudFormation does it. */
export interface DeclaredUser {
  readonly poolId: string;
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** `AWS::Cognito::UserPoolUserToGroupAttachment`. */
export interface Membership {
  readonly poolId: string;
  readonly username: string;
  readonly group: string;
}

/** The scopes that every pool has. https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
export const systemScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'] as const;

/** The scope of an access token that may call the user's own operations, such as `GetUser`. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';
