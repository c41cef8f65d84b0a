package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"
)

const (
	rounds    = 5                      // of which the median is taken
	turn      = time.Second            // how long each side is measured in each round
	shortTurn = 300 * time.Millisecond // of what is simple and steady
)

// side is one of the things that are compared: work is done over and over by each of some workers.
type side struct {
	workers int
	work    func(worker int) error
}

// measure lets the sides take turns, and gives for each side how often it was done in a second, by round. A first round
// that is not counted warms up.
func measure(ctx context.Context, turn time.Duration, sides ...side) ([][]float64, error) {
	perSecond := make([][]float64, len(sides))
	for round := -1; round < rounds; round++ {
		for i, s := range sides {
			runtime.GC() // each turn begins alike
			length := turn
			if round < 0 {
				length = turn / 4
			}
			r, err := s.run(ctx, length)
			if err != nil {
				return nil, err
			}
			if round >= 0 {
				perSecond[i] = append(perSecond[i], r)
			}
		}
	}
	return perSecond, nil
}

// run gives how often all workers together did their work in a second.
func (s side) run(ctx context.Context, length time.Duration) (float64, error) {
	var wait sync.WaitGroup
	done, errs := make([]int, s.workers), make([]error, s.workers)
	start := time.Now()
	for w := range s.workers {
		wait.Go(func() {
			for time.Since(start) < length && ctx.Err() == nil {
				if errs[w] = s.work(w); errs[w] != nil {
					return
				}
				done[w]++
			}
		})
	}
	wait.Wait()
	took := time.Since(start).Seconds()
	total := 0
	for w := range done {
		if errs[w] != nil {
			return 0, fmt.Errorf("worker %d: %w", w, errs[w])
		}
		total += done[w]
	}
	return float64(total) / took, ctx.Err()
}

// each applies f round by round.
func each(perSecond [][]float64, f func(one []float64) float64) []float64 {
	var list []float64
	for round := range perSecond[0] {
		one := make([]float64, len(perSecond))
		for side := range perSecond {
			one[side] = perSecond[side][round]
		}
		list = append(list, f(one))
	}
	return list
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}
