/** Waits for something to become so. @throws if it has not after so many milliseconds */
export async function until(is: () => boolean | Promise<boolean>, patience = 20_000): Promise<void> {
  const tooLong = AbortSignal.timeout(patience);
  while (!(await is())) {
    tooLong.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
