import type { Activity } from 'botbuilder';
import { CallerIdConstants, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  GovernmentConstants,
  ToBotFromBotOrEmulatorTokenValidationParameters,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Config } from '../config';
import { consoleLog, type Logger } from '../log';
import { BadRequest } from '../read-json';
import { fetchKeysFrom } from './signing-keys';

type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;

/** Clients kept at most; a bot has a handful of service URLs, so this only bounds a misuse. */
const mostClients = 100;

/**
 * The SDK's own authentication, mended: a token that fails in any way is a 401 and not a 500, keys that cannot be fetched
 * are a 503, a token must be meant for this bot, and the clients for answering, which the SDK builds anew for every
 * message, are kept (this doubles the throughput).
 */
export class Authentication extends BotFrameworkAuthentication {
  private readonly inner: BotFrameworkAuthentication;
  private readonly connectors = new Map<string, Promise<ConnectorClient>>();
  private readonly tokenClients = new Map<string, Promise<UserTokenClient>>();

  /** `inProcess` are the connectors of service URLs that are served by this very process. */
  constructor(
    private readonly config: Config,
    private readonly inProcess: ReadonlyMap<string, ConnectorFactory> = new Map(),
    log: Logger = consoleLog,
  ) {
    super();
    const { MicrosoftAppType, MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId } = config;
    const cloud = cloudOf(config);
    this.inner = new ConfigurationBotFrameworkAuthentication({
      ...cloud,
      MicrosoftAppType,
      ...(MicrosoftAppId ? { MicrosoftAppId } : {}),
      ...(MicrosoftAppPassword ? { MicrosoftAppPassword } : {}),
      ...(MicrosoftAppTenantId ? { MicrosoftAppTenantId } : {}),
    });
    const { ToBotFromChannelOpenIdMetadataUrl: channels, ToBotFromEmulatorOpenIdMetadataUrl: login } = cloud;
    // The last is where App Service's channel is checked, whatever is set.
    fetchKeysFrom([channels, login, standardOf(config).ToBotFromEmulatorOpenIdMetadataUrl], log);
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.forUs(activity.channelId, this.inner.authenticateRequest(activity, authHeader));
    return result.connectorFactory
      ? { ...result, connectorFactory: this.keeping(result.connectorFactory, result.claimsIdentity) }
      : result;
  }

  override authenticateStreamingRequest(authHeader: string, channelIdHeader: string): Promise<AuthenticateRequestResult> {
    return this.forUs(channelIdHeader, this.inner.authenticateStreamingRequest(authHeader, channelIdHeader));
  }

  override createConnectorFactory(claims: ClaimsIdentity): ConnectorFactory {
    return this.keeping(this.inner.createConnectorFactory(claims), claims);
  }

  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    return keep(this.tokenClients, keyOf(claims), () => this.inner.createUserTokenClient(claims));
  }

  /**
   * Adds what the SDK does not look at: the audience of tokens that come from Microsoft's login (so that the token which
   * the bot shows to a channel would open the bot itself), and that nobody may speak for a channel without a name.
   */
  private async forUs(channelId: string, checked: Promise<AuthenticateRequestResult>): Promise<AuthenticateRequestResult> {
    const result = await checked.catch(refuse).finally(forgetTenants);
    const { MicrosoftAppId: id } = this.config;
    if (id === undefined) return result;
    const audience = result.claimsIdentity.getClaimValue(AuthenticationConstants.AudienceClaim);
    if (audience === id && channelId.trim() !== '') return result;
    throw new AuthenticationError('the token is not for this bot and channel', 401);
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

/** All settings of the cloud: as soon as one is set, the SDK takes the others for empty and not for its own defaults. */
function cloudOf(config: Config) {
  const standard = standardOf(config);
  return {
    ...(config.ChannelService ? { ChannelService: config.ChannelService } : {}),
    CallerId: config.ChannelService ? CallerIdConstants.USGovChannel : CallerIdConstants.PublicAzureChannel,
    OAuthUrl: config.OAuthUrl ?? standard.OAuthUrl,
    ToBotFromChannelOpenIdMetadataUrl: config.ToBotFromChannelOpenIdMetadataUrl ?? standard.ToBotFromChannelOpenIdMetadataUrl,
    ToBotFromChannelTokenIssuer: config.ToBotFromChannelTokenIssuer ?? standard.ToBotFromChannelTokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl: config.ToBotFromEmulatorOpenIdMetadataUrl ?? standard.ToBotFromEmulatorOpenIdMetadataUrl,
    ToChannelFromBotLoginUrl: config.ToChannelFromBotLoginUrl ?? standard.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: config.ToChannelFromBotOAuthScope ?? standard.ToChannelFromBotOAuthScope,
  };
}

function standardOf({ ChannelService }: Config) {
  return ChannelService ? GovernmentConstants : AuthenticationConstants;
}

const emulatorIssuers = ToBotFromBotOrEmulatorTokenValidationParameters.issuer as string[];
const standardIssuers = emulatorIssuers.length;

/** The SDK adds the tenant that a token names, true or not, to a list for good: whoever sends enough of them fills the memory. */
function forgetTenants(): void {
  emulatorIssuers.length = standardIssuers;
}

function refuse(error: unknown): never {
  if (error instanceof AuthenticationError || error instanceof BadRequest) throw error;
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
