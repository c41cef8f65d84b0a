package framework

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"
)

//go:embed packs/*/*.yaml
var released embed.FS

// Embedded gives the packs that were released with the program, checked. They are read once and shared.
var Embedded = sync.OnceValues(func() ([]Pack, error) {
	packs, err := fs.Sub(released, "packs")
	if err != nil {
		return nil, fmt.Errorf("open embedded packs: %w", err)
	}
	return Load(packs)
})

// Load reads and checks every pack of a file system: one folder each, with pack.yaml and one file a standard in the
// order of their names. All problems of all packs are reported at once, each as "file:line: what is wrong"; with any
// problem no pack is given.
func Load(fsys fs.FS) ([]Pack, error) {
	folders, err := fs.Glob(fsys, "*/pack.yaml")
	if err != nil {
		return nil, fmt.Errorf("list packs: %w", err)
	}
	if len(folders) == 0 {
		return nil, errors.New("list packs: no folder holds a pack.yaml")
	}
	var packs []Pack
	var found problems
	for _, f := range folders {
		p, err := loadPack(fsys, path.Dir(f), &found)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	if err := found.err(); err != nil {
		return nil, err
	}
	return packs, nil
}

// loadPack reads one folder, adding what is wrong with it to the problems found.
func loadPack(fsys fs.FS, folder string, found *problems) (Pack, error) {
	files, err := fs.Glob(fsys, folder+"/standard-*.yaml")
	if err != nil {
		return Pack{}, fmt.Errorf("list %s: %w", folder, err)
	}
	slices.Sort(files)
	var head packFile
	top, err := readFile(fsys, folder+"/pack.yaml", &head, found)
	if err != nil {
		return Pack{}, err
	}
	if top.node == nil {
		return Pack{}, nil
	}
	if len(files) == 0 {
		top.wrong("the pack has no standard: files named standard-*.yaml")
	}
	c := checker{head: head, problems: found, ids: map[string]string{}, items: map[string]itemFile{}}
	p := c.pack(top)
	for _, name := range files {
		var f standardFile
		root, err := readFile(fsys, name, &f, found)
		if err != nil {
			return Pack{}, err
		}
		if root.node != nil {
			p.Standards = append(p.Standards, c.standard(root, f))
		}
	}
	c.checkParts()
	if err := c.chains(fsys, folder, &p); err != nil {
		return Pack{}, err
	}
	if err := c.board(fsys, folder, &p); err != nil {
		return Pack{}, err
	}
	p.index = buildIndex(p.Standards)
	return p, nil
}

// problems are what is wrong with the content, each at a line of a file.
type problems []problem

type problem struct {
	file string
	line int
	text string
}

func (p problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.file, p.line, p.text) }

func (ps *problems) add(file string, line int, format string, args ...any) {
	*ps = append(*ps, problem{file, line, fmt.Sprintf(format, args...)})
}

// err joins the problems in the order of files and lines, or gives nil when there is none.
func (ps problems) err() error {
	slices.SortStableFunc(ps, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	var all []error
	for _, p := range ps {
		all = append(all, p)
	}
	return errors.Join(all...)
}
