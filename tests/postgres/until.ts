/** Waits for something to become so. @throws if it has not after twenty seconds */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const tooLong = AbortSignal.timeout(20_000);
  while (!(await is())) {
    tooLong.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
