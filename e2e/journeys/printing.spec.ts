import { createServer, type Server } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { EscPosPrinter, type Printout, readRow } from '@mosaajii/testkit/escpos-printer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrintBridge, startPrintBridge } from '../../apps/server/src/cli/print-bridge/bridge.ts';
import { readJournal } from '../pages/journal.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const TOKEN = 'the-token-of-this-journey';
/** The one place that the content policy allows, so the journey has it as well. */
const BRIDGE_PORT = 9188;

/** A printer on the network that draws what it gets; switched off it refuses. */
class NetworkPrinter {
  readonly jobs: Buffer[] = [];
  #server: Server | null = null;
  port = 0;

  async switchOn(): Promise<void> {
    const server = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (part) => parts.push(part));
      socket.on('end', () => this.jobs.push(Buffer.concat(parts)));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    const address = server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    this.#server = server;
  }

  async switchOff(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** What the paper of a job says, read off its dots. */
  paper(at: number): { readonly printout: Printout; readonly text: string } {
    const printout = new EscPosPrinter(576).print(this.jobs.at(at) ?? new Uint8Array());
    return { printout, text: printout.rows.map((row) => readRow(printout, row)).join('\n') };
  }
}

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

describe('receipts and printers', () => {
  const shop = useShop();
  const printer = new NetworkPrinter();
  let bridge: PrintBridge;
  let link = '';

  beforeAll(async () => {
    await printer.switchOn();
    bridge = await startPrintBridge({
      port: BRIDGE_PORT,
      listen: '127.0.0.1',
      token: TOKEN,
      origins: [shop().stack.origin],
      printer: { host: '127.0.0.1', port: printer.port },
      say: () => undefined,
    });
  });
  afterAll(async () => {
    await bridge.close();
    await printer.switchOff();
  });

  it('look as the shop arranges them, beside a paper at its real size', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/settings/receipts`);
    const paper = page.locator('.receipt');
    await paper.waitFor();
    await page.getByRole('textbox', { name: 'Header' }).fill('Karibu <b>tena</b>');
    await page.getByLabel('Language of receipts').selectOption('sw');
    await page.getByRole('checkbox', { name: 'QR code to the receipt online' }).check();
    await page.getByRole('checkbox', { name: 'Number as a bar code' }).check();
    await expect.poll(() => paper.textContent()).toContain('Karibu <b>tena</b>');
    expect(await paper.textContent()).toContain('Risiti');
    expect(await paper.locator('svg').count()).toBe(2);
    for (const [size, width] of [
      ['58 mm', 219],
      ['A4', 794],
      ['80 mm', 302],
    ] as const) {
      await page.getByRole('group', { name: 'Paper of the preview' }).getByText(size).click();
      await expect.poll(async () => Math.round((await paper.boundingBox())?.width ?? 0)).toBe(width);
    }
    await expectNoViolation(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The registers print like this from now on.').waitFor();
  });

  it('come out of a printer on the network, after the drawer has opened', async () => {
    const { page, stack, till } = shop();
    await page.goto(`${stack.origin}/settings/printers`);
    await page.getByRole('group', { name: 'How this device reaches it' }).getByText('Network').click();
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('switch', { name: 'The cash drawer is plugged into this printer' }).click();
    await page.getByRole('switch', { name: 'Print every receipt by itself' }).click();
    await expectNoViolation(page);
    await page.getByRole('button', { name: 'Print a test page' }).click();
    await expect.poll(() => printer.jobs.length).toBe(1);
    expect(printer.paper(0).printout.rasters.length, 'Arabic is drawn').toBeGreaterThan(0);
    await till.open();
    // The code beside the selling comes when the page is idle; a sale before it would be followed when it is there.
    await till.scan(GOODS.milk.code);
    await expect.poll(() => till.lines.count()).toBe(1);
    await page.keyboard.press('F9');
    await till.done.waitFor();
    await expect.poll(() => printer.jobs.length).toBe(3);
    expect(printer.paper(1).printout.kicks).toBe(1);
    const { printout, text } = printer.paper(2);
    const number = await till.receiptNumber();
    expect(text).toContain(number);
    expect(text).toContain('Jumla');
    expect(text).toContain('Karibu <b>tena</b>');
    expect(printout).toMatchObject({ barcodes: [number], cuts: 1 });
    [link = ''] = printout.qrCodes;
    expect(link).toMatch(new RegExp(`^${stack.origin}/r/[\\w-]{64}$`));
  });

  it('open the drawer for a try as for anything else: for a reason, and written down', async () => {
    const { page, stack } = shop();
    const before = printer.jobs.length;
    await page.goto(`${stack.origin}/settings/printers`);
    await page.getByRole('button', { name: 'Open the drawer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open the drawer without a sale' });
    await dialog.waitFor();
    expect(printer.jobs.length).toBe(before);
    await dialog.getByRole('button', { name: 'It was stuck' }).click();
    await dialog.getByRole('button', { name: 'Write it down' }).click();
    await expect.poll(() => printer.jobs.length).toBe(before + 1);
    expect(printer.paper(-1).printout.kicks).toBe(1);
    await expect
      .poll(async () => (await readJournal(page)).operations.map(({ kind }) => kind))
      .toContain('drawer.opened');
  });

  it('leave the drawer shut in practice, whatever is sold', async () => {
    const { page, stack, till } = shop();
    await page.evaluate(() => localStorage.setItem('mosaajii-practice', '1'));
    await page.goto(`${stack.origin}/shift`);
    await page.getByLabel('Opening float').fill('50');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').waitFor();
    await till.open();
    const before = printer.jobs.length;
    await till.scan(GOODS.milk.code);
    await expect.poll(() => till.lines.count()).toBe(1);
    await page.keyboard.press('F9');
    await till.done.waitFor();
    await expect.poll(() => printer.jobs.length).toBe(before + 1);
    expect(printer.paper(-1).printout).toMatchObject({ kicks: 0, cuts: 1 });
    await till.command('>no sale');
    await page.getByRole('option', { name: 'No sale', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Open the drawer without a sale' });
    await dialog.getByRole('button', { name: 'To give change' }).click();
    await dialog.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('Practice opens no drawer.').waitFor();
    expect(printer.jobs.length).toBe(before + 1);
    await page.evaluate(() => localStorage.removeItem('mosaajii-practice'));
    await till.open();
  });

  it('are read online by whoever has the QR code, signed in or not, and by nobody with another one', async () => {
    const { browser, stack } = shop();
    const context = await browser.newContext();
    const phone = await context.newPage();
    await phone.setViewportSize({ width: 360, height: 740 });
    await expect
      .poll(async () => {
        await phone.goto(link);
        await phone.locator('.receipt, h2, p').first().waitFor();
        return (
          (await phone
            .locator('.receipt')
            .textContent({ timeout: 2_000 })
            .catch(() => '')) ?? ''
        );
      })
      .toContain(GOODS.milk.name);
    await expectNoViolation(phone);
    await phone.goto(`${stack.origin}/r/${'A'.repeat(64)}`);
    await phone.getByText('There is no receipt here').waitFor();
    await context.close();
  });

  it('wait when the printer is away, while the sale is done, and are printed when it is back', async () => {
    const { page, till } = shop();
    await printer.switchOff();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await expect.poll(() => till.lines.count()).toBe(1);
    await page.keyboard.press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await page.getByText(/^Not printed: the print bridge cannot reach its printer/).waitFor();
    await page.getByRole('button', { name: 'Show' }).click();
    const panel = page.getByRole('dialog', { name: 'Waiting for the printer' });
    await panel.getByText(number).waitFor();
    await panel.getByRole('button', { name: 'Show QR code' }).click();
    await panel.getByRole('img').waitFor();
    await printer.switchOn();
    const before = printer.jobs.length;
    await panel.getByRole('button', { name: 'Print again' }).click();
    await panel.getByText('Nothing waits').waitFor();
    expect(printer.jobs.length).toBe(before + 1);
    expect(printer.paper(-1).text).toContain(number);
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  it('have a gift receipt without prices, by the keyboard', async () => {
    const { page, till } = shop();
    await till.open();
    await page.keyboard.press('Control+e');
    const options = page.getByRole('dialog', { name: /^Receipt / });
    await options.waitFor();
    await expectNoViolation(page);
    const before = printer.jobs.length;
    await options.getByRole('button', { name: 'Gift receipt' }).press('Enter');
    await expect.poll(() => printer.jobs.length).toBe(before + 1);
    const { text } = printer.paper(-1);
    expect(text).toContain('Risiti ya zawadi');
    expect(text).not.toMatch(/Jumla|\d\.\d\d/);
  });

  it('show the customer each step on a second window', async () => {
    const { context, till, stack, page } = shop();
    await till.openEmpty();
    const display = await context.newPage();
    await display.goto(`${stack.origin}/display`);
    await display.getByText('Welcome').waitFor();
    await till.scan(GOODS.milk.code, GOODS.coffee.code);
    await expect.poll(() => display.getByRole('list', { name: 'Your goods' }).getByRole('listitem').count()).toBe(2);
    const size = (selector: string) =>
      display
        .locator(selector)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(await size('main li')).toBeGreaterThanOrEqual(28);
    expect(await size('[role=status] bdi')).toBeGreaterThanOrEqual(96);
    await expectNoViolation(display);
    await till.pay.click();
    await display.getByText('To pay').waitFor();
    // Behind the display the till paints late: what is not there yet cannot be left.
    await page.bringToFront();
    await till.payment.waitFor();
    await page.keyboard.press('Escape');
    await till.payment.waitFor({ state: 'hidden' });
    await till.exactCash.click();
    await till.done.waitFor();
    await display.getByText('Thank you!').waitFor();
    await display.close();
  });
});
