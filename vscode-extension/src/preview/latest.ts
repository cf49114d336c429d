/**
 * Runs a task some time after the last call, and only the latest one: an earlier run is cancelled.
 * It does not know what the task does; a cancelled task is expected to return without effect.
 */

export class Latest {
  private timer: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;

  constructor(private readonly task: (signal: AbortSignal) => Promise<void>) {}

  /** Plans a run; one that is already planned moves. */
  schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), delay);
  }

  /** Runs at once. */
  async run(): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    await this.task(controller.signal);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.running?.abort();
  }
}
