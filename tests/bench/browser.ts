import type { Browser } from 'playwright-core';
import { openBrowser } from '../widget/student';
import { startBot } from './bot-process';
import { hostPages, type HostPage } from './host-pages';
import { serveHost } from './host-site';
import { printTables } from './table';
import { visit, type Visit } from './visit';

const rounds = 5;

/** The widget beside Web Chat: the same page, browser and bot, on a slow phone. */
export async function benchBrowser(): Promise<void> {
  console.log(
    `\nThe widget beside Web Chat: slow 4G, processor slowed 4 times, medians of ${rounds} first visits (some minutes)`,
  );
  const bot = await startBot();
  try {
    const pages = hostPages(bot.url);
    const host = await serveHost(pages);
    const browser = await openBrowser();
    try {
      printTables(await visitAll(browser, pages, host.url));
    } finally {
      await browser.close();
      await host.stop();
    }
  } finally {
    await bot.stop();
  }
}

/** In turn, so that what else the machine does meanwhile falls on all alike. */
async function visitAll(
  browser: Browser,
  pages: readonly HostPage[],
  site: string,
): Promise<ReadonlyMap<string, readonly Visit[]>> {
  const [first] = pages;
  // The first visit of all also pays for the start of the browser.
  if (first) await visit(browser, first, site + first.path);
  const visits = new Map(pages.map(({ name }) => [name, [] as Visit[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const page of pages) visits.get(page.name)?.push(await visit(browser, page, site + page.path));
  return visits;
}
