/** It was not done in time. */
export class TooSlow extends Error {}

/** @throws TooSlow if it takes longer; what was begun goes on all the same */
export async function within<T>(milliseconds: number, begun: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`not within ${milliseconds} ms`)), milliseconds).unref();
  });
  try {
    return await Promise.race([begun, late]);
  } finally {
    clearTimeout(timer);
  }
}
