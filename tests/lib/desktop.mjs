// Starts the tray application on a display of its own, as a user would, over the fake CLI.
import {execFile, spawn} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {fakeClaudeBin, freshHome, readLog, relayBin, remove, runRelay, tryKill} from './relay.mjs';
import {alive, threadCpuSeconds} from './processes.mjs';
import {until, within} from './wait.mjs';

const run = promisify(execFile);

// An X server without a screen, with a tray. Gives {display, stop()}.
export async function startDisplay(size = '1600x1000x24')
{
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'],
        {stdio: ['ignore', 'pipe', 'ignore']});
    let number = '';
    server.stdout.on('data', data => { number += data; });
    await until(() => number.endsWith('\n'), 'a display', 20000);
    const display = `:${number.trim()}`;
    const tray = spawn('trayer', ['--edge', 'top', '--height', '28'], {env: {...process.env, DISPLAY: display}, stdio: 'ignore'});
    tray.on('error', () => console.error('note: without trayer there is no tray, and to close the log is to quit'));
    const stop = () => {
        tray.kill();
        server.kill();
    };
    return {display, stop};
}

// Gives what startRelay() gives, and command(NAME, …): what `claude-relay NAME …` prints.
export async function startDesktop({args = [], env = {}, claude = fakeClaudeBin(), script} = {})
{
    const home = freshHome();
    const screen = await startDisplay();
    const logPath = join(home.folder, 'fake.log');
    const all = {...home.env, DISPLAY: screen.display, QT_QPA_PLATFORM: 'xcb', FAKE_CLAUDE_LOG: logPath,
        ...(script ? {FAKE_CLAUDE: JSON.stringify(script)} : {}), ...env};
    const program = runRelay(['--port', '0', '--claude', claude, ...args], all);
    let gone;
    program.exited.then(result => { gone = result; });
    const desktop = {pid: program.pid, folder: home.folder, env: all, stderr: program.stderr, exited: program.exited};
    desktop.command = async (...words) => (await run(relayBin(), words, {env: all})).stdout;
    desktop.status = async () => JSON.parse(await desktop.command('status', '--json'));
    // Types into the window with that title, once it is there.
    desktop.type = async (title, keys) => {
        const xdotool = async (...words) => (await run('xdotool', words, {env: all})).stdout.trim().split('\n').at(-1);
        const window = await until(() => xdotool('search', '--onlyvisible', '--name', title).catch(() => undefined),
            `a window ${title}`);
        await xdotool('windowfocus', '--sync', window, 'key', keys);
    };
    desktop.fakeLog = () => readLog(logPath);
    desktop.fakePids = () => desktop.fakeLog().flatMap(entry => entry.argv ? [entry.pid] : []);
    desktop.cpu = () => threadCpuSeconds(program.pid, 'relay');
    desktop.uiCpu = () => threadCpuSeconds(program.pid);
    desktop.stop = async () => {
        if (!gone)
            await desktop.command('quit');
        await within(15000, program.exited, 'the end of the application');
    };
    desktop.killAll = async () => {
        program.send('SIGKILL');
        await program.exited;
        alive(desktop.fakePids()).forEach(tryKill);
        screen.stop();
    };
    desktop.remove = () => remove(home.folder);
    try {
        desktop.baseUrl = await until(async () => !gone && (await desktop.status().catch(() => ({}))).base_url,
            () => `the base URL; stderr: ${program.stderr()}`, 20000);
    } catch (error) {
        await desktop.killAll();
        throw error;
    }
    return desktop;
}
