import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import { OpenIdMetadata, type IOpenIdMetadataKey } from 'botframework-connector/lib/auth/openIdMetadata';
import type { Logger } from '../log';
import { BadRequest } from '../read-json';
import { within } from '../within';

/** How long Microsoft may take to hand out its keys, in milliseconds; the SDK would wait for ever. */
const longestFetch = 5000;

/** Keys as the SDK fetches them, but it does not wait for ever, asks again after a failure, and till then goes by those it had. */
class SigningKeys extends OpenIdMetadata {
  private current: OpenIdMetadata;
  private readonly seen = new Map<string, IOpenIdMetadataKey>();

  constructor(
    private readonly address: string,
    private readonly log: Logger,
  ) {
    super(address);
    this.current = new OpenIdMetadata(address);
  }

  override async getKey(id: string): Promise<IOpenIdMetadataKey | null> {
    try {
      const key = await within(longestFetch, this.current.getKey(id));
      if (key) this.seen.set(id, key);
      else this.seen.delete(id);
      return key;
    } catch (error) {
      this.log.error(`the keys that tokens are checked with cannot be fetched from ${this.address}`, error);
      // The old one would take an answer that it could not read for keys, for an hour.
      this.current = new OpenIdMetadata(this.address);
      const key = this.seen.get(id);
      if (key) return key;
      throw new BadRequest(503, 'The token cannot be checked at the moment. Please try again.');
    }
  }
}

/** The SDK looks for the keys of an address in a map of its own, and adds what it does not find there. */
export function fetchKeysFrom(addresses: readonly string[], log: Logger): void {
  const { openIdMetadataCache: places } = JwtTokenExtractor as unknown as { openIdMetadataCache: Map<string, OpenIdMetadata> };
  for (const address of addresses) if (!places.has(address)) places.set(address, new SigningKeys(address, log));
}
