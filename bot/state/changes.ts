/** Told of the conversation in which something was said; of none when it may have been any, so that all are to be looked at. */
export type Follower = (conversation?: string) => void;

/** The news that something was said, for whoever follows a conversation on whatever instance. What was said is in the transcript. */
export interface Changes {
  readonly tell: Follower;
  /** Gives what ends it. */
  readonly follow: (follower: Follower) => () => void;
}

/** Among those who follow in this process. */
export function makeChanges(): Changes {
  const followers = new Set<Follower>();
  return {
    tell: (conversation) => followers.forEach((follower) => follower(conversation)),
    follow: (follower) => {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}
