package pdf

import (
	"context"
	"embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

//go:embed typeset.mjs
var script string

//go:embed *.typ
var templates embed.FS

// errDied says that the process gave no answer and cannot be used again.
var errDied = errors.New("the typesetting process ended or hung")

// most bounds an answer: a paper has some hundred kilobytes.
const most = 64 << 20

// typesetter is one process of Node that typesets one paper after another.
type typesetter struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	said    *tail
	retire  *time.Timer // ends it, while it waits for work
}

// woken gives the process for work, or nil when there is none or it has waited too long and is being ended.
func (t *typesetter) woken() *typesetter {
	if t == nil || !t.retire.Stop() {
		return nil
	}
	return t
}

// start starts a process and gives it the templates. Of the environment it gets only where programs are: no address of a
// database and no key. It keeps to one processor, so that two do twice as much and pages are served meanwhile.
func start(ctx context.Context, node, web string) (*typesetter, error) {
	t := &typesetter{command: exec.Command(node, "--input-type=module", "--eval", script), said: &tail{}}
	t.command.Dir, t.command.Env, t.command.Stderr = web, []string{"PATH=" + os.Getenv("PATH"), "RAYON_NUM_THREADS=1"}, t.said
	t.command.WaitDelay = time.Second
	var err error
	if t.in, err = t.command.StdinPipe(); err != nil {
		return nil, err
	}
	if t.out, err = t.command.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := t.command.Start(); err != nil {
		return nil, err
	}
	sources := map[string]string{}
	files, err := templates.ReadDir(".")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		source, err := templates.ReadFile(f.Name())
		if err != nil {
			return nil, err
		}
		sources[f.Name()] = string(source)
	}
	if _, err := t.ask(ctx, map[string]any{"templates": sources}); err != nil {
		t.end()
		return nil, err
	}
	return t, nil
}

// typeset makes one paper. After errDied the process is of no more use; any other error is about the paper.
func (t *typesetter) typeset(ctx context.Context, template string, data any) ([]byte, error) {
	return t.ask(ctx, map[string]any{"template": template, "data": data})
}

// ask sends a request and reads the answer. When the context ends first the process is killed: it cannot be interrupted.
func (t *typesetter) ask(ctx context.Context, request any) ([]byte, error) {
	asked, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = t.command.Process.Kill() })
	defer stop()
	answer, err := t.exchange(asked)
	if err != nil {
		return nil, fmt.Errorf("%w: %w %s", errDied, errors.Join(err, ctx.Err()), t.said)
	}
	if status := answer[0]; status != 0 {
		return nil, errors.New(string(answer[1:]))
	}
	return answer[1:], nil
}

func (t *typesetter) exchange(request []byte) ([]byte, error) {
	message := append(binary.BigEndian.AppendUint32(nil, uint32(len(request))), request...)
	if _, err := t.in.Write(message); err != nil {
		return nil, err
	}
	var length [4]byte
	if _, err := io.ReadFull(t.out, length[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n == 0 || n > most {
		return nil, fmt.Errorf("an answer of %d bytes", n)
	}
	answer := make([]byte, n)
	_, err := io.ReadFull(t.out, answer)
	return answer, err
}

// end ends the process and waits for it.
func (t *typesetter) end() {
	_ = t.in.Close()
	_ = t.command.Process.Kill() // it may hang; there is nothing in it to save
	_ = t.command.Wait()
}

// tail keeps the end of what a process says on its standard error, for the log.
type tail struct {
	mu   sync.Mutex
	said []byte
}

// Write implements io.Writer.
func (t *tail) Write(b []byte) (int, error) {
	const keep = 4 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.said = append(t.said, b...)
	t.said = t.said[max(0, len(t.said)-keep):]
	return len(b), nil
}

// String gives what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.said)
}
