import type { Activity } from 'botbuilder';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationError,
  BotFrameworkAuthentication,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Config } from '../config';

type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;

/** Clients kept at most; a bot has a handful of service URLs, so this only bounds a misuse. */
const mostClients = 100;

/**
 * The SDK's own authentication with two things mended: a token that fails in any way is a 401 and not a 500, and the
 * clients for answering, which the SDK builds anew for every message, are kept (this doubles the throughput).
 */
export class Authentication extends BotFrameworkAuthentication {
  private readonly inner: BotFrameworkAuthentication;
  private readonly connectors = new Map<string, Promise<ConnectorClient>>();
  private readonly tokenClients = new Map<string, Promise<UserTokenClient>>();

  /** `inProcess` are the connectors of service URLs that are served by this very process. */
  constructor(
    { MicrosoftAppType, MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId }: Config,
    private readonly inProcess: ReadonlyMap<string, ConnectorFactory> = new Map(),
  ) {
    super();
    this.inner = new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppType,
      ...(MicrosoftAppId ? { MicrosoftAppId } : {}),
      ...(MicrosoftAppPassword ? { MicrosoftAppPassword } : {}),
      ...(MicrosoftAppTenantId ? { MicrosoftAppTenantId } : {}),
    });
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.inner.authenticateRequest(activity, authHeader).catch(refuse);
    return result.connectorFactory
      ? { ...result, connectorFactory: this.keeping(result.connectorFactory, result.claimsIdentity) }
      : result;
  }

  override authenticateStreamingRequest(authHeader: string, channelIdHeader: string): Promise<AuthenticateRequestResult> {
    return this.inner.authenticateStreamingRequest(authHeader, channelIdHeader).catch(refuse);
  }

  override createConnectorFactory(claims: ClaimsIdentity): ConnectorFactory {
    return this.keeping(this.inner.createConnectorFactory(claims), claims);
  }

  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    return keep(this.tokenClients, keyOf(claims), () => this.inner.createUserTokenClient(claims));
  }

  private keeping(factory: ConnectorFactory, claims: ClaimsIdentity): ConnectorFactory {
    return new KeepingFactory(factory, keyOf(claims), this.connectors, this.inProcess);
  }
}

class KeepingFactory extends ConnectorFactory {
  constructor(
    private readonly inner: ConnectorFactory,
    private readonly key: string,
    private readonly kept: Map<string, Promise<ConnectorClient>>,
    private readonly inProcess: ReadonlyMap<string, ConnectorFactory>,
  ) {
    super();
  }

  override create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const own = this.inProcess.get(serviceUrl);
    if (own) return own.create(serviceUrl, audience);
    return keep(this.kept, `${this.key} ${audience} ${serviceUrl}`, () => this.inner.create(serviceUrl, audience));
  }
}

function refuse(error: unknown): never {
  if (error instanceof AuthenticationError) throw error;
  throw new AuthenticationError(error instanceof Error ? error.message : 'the token could not be checked', 401);
}

function keyOf(claims: ClaimsIdentity): string {
  return claims.claims
    .map(({ type, value }) => `${type}=${value}`)
    .sort()
    .join('&');
}

/** The value kept under the key, or a new one; the oldest goes when there are too many, and failures are not kept. */
function keep<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = kept.get(key);
  if (found) return found;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > mostClients && oldest !== undefined) kept.delete(oldest);
  return made;
}
