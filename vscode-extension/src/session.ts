/**
 * The one running language server: start, stop, restart, and the requests that are ours.
 * It does not show anything; the status bar and the preview listen.
 *
 * Starts and stops are queued, because the client library throws when both happen at once.
 */
import { statSync } from 'node:fs';
import { homedir } from 'node:os';

import * as vscode from 'vscode';
import {
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  LanguageClient,
  LanguageClientOptions,
  State,
} from 'vscode-languageclient/node';

import { referencesFeature } from './references';
import { chooseServer, ServerChoice } from './server-path';
import { ServerState } from './server-state';
import { complaintAbout } from './server-version';

export interface SessionConfig {
  readonly output: vscode.LogOutputChannel;
  /** The folder inside the extension that may hold the server. */
  readonly bundledFolder: string;
  /** Asked at every start, so that a restart sees the settings of now. */
  readonly clientOptions: () => LanguageClientOptions;
}

export class Session {
  private readonly stateChanges = new vscode.EventEmitter<ServerState>();
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  private current: ServerState = { kind: 'stopped' };

  readonly onDidChangeState = this.stateChanges.event;

  constructor(private readonly config: SessionConfig) {}

  get state(): ServerState {
    return this.current;
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Sends one of the server's commands; `undefined` when no server is running. A request that the signal cancels throws. */
  async execute(command: string, argument: object, signal?: AbortSignal): Promise<unknown> {
    await this.queue.catch(() => undefined);
    if (this.client?.state !== State.Running) {
      return undefined;
    }
    const params = { command, arguments: [argument] };
    const cancellation = new vscode.CancellationTokenSource();
    const cancel = () => cancellation.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) {
      cancel();
    }
    try {
      const answer: unknown = await this.client.sendRequest(ExecuteCommandRequest.type, params, cancellation.token);
      return answer;
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  /** Tells the server that settings may be others; it asks for those it needs. */
  async settingsChanged(): Promise<void> {
    await this.queue.catch(() => undefined);
    if (this.client?.state === State.Running) {
      await this.client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    }
  }

  private enqueue(action: () => Promise<void>): Promise<void> {
    const result = this.queue.catch(() => undefined).then(action);
    this.queue = result;
    return result;
  }

  private async startNow(): Promise<void> {
    const { command, origin } = this.chooseCommand();
    this.setState({ kind: 'starting' });
    const server = { command, args: ['serve', '--stdio'] };
    const client = new LanguageClient('oam', 'OAM', server, this.config.clientOptions());
    client.registerFeature(referencesFeature);
    this.client = client;
    client.onDidChangeState(({ newState }) => this.clientChanged(client, newState, command));
    try {
      await client.start();
    } catch (error) {
      throw this.failed(`\`${command}\` did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
    const complaint = complaintAbout(command, client.initializeResult?.serverInfo?.version ?? '', origin);
    if (complaint !== undefined) {
      // It may do for most things, so it goes on.
      throw new Error(complaint);
    }
  }

  private chooseCommand(): Extract<ServerChoice, { kind: 'found' }> {
    const choice = chooseServer({
      configured: vscode.workspace.getConfiguration('oam').get('server.path', ''),
      bundledFolder: this.config.bundledFolder,
      searchPath: process.env['PATH'] ?? '',
      home: homedir(),
      platform: process.platform,
      isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
    });
    if (choice.kind === 'missing') {
      throw this.failed(choice.message);
    }
    this.config.output.info(`starting ${choice.command} (from ${choice.origin})`);
    return choice;
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // A server that did not start, or died, cannot be asked to stop; the next one can start all the same.
      this.config.output.warn(`stopping the server: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.setState({ kind: 'stopped' });
  }

  private clientChanged(client: LanguageClient, state: State, command: string): void {
    if (client !== this.client) {
      return;
    }
    if (state === State.Running) {
      const version = client.initializeResult?.serverInfo?.version;
      this.setState({ kind: 'running', command, version: version ?? '' });
    } else if (state === State.Starting) {
      this.setState({ kind: 'starting' });
    } else if (this.current.kind === 'running') {
      this.failed('the language server stopped');
    }
  }

  private failed(message: string): Error {
    this.setState({ kind: 'failed', message });
    return new Error(message);
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.stateChanges.fire(state);
  }
}
