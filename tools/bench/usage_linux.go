package main

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"time"
)

// peak is the largest memory of an ended process, or of one that it waited for.
func peak(state *os.ProcessState) int64 {
	if used, ok := state.SysUsage().(*syscall.Rusage); ok {
		return bytesOf(used.Maxrss)
	}
	return 0
}

// bytesOf reads what the kernel counts in kB, in a word of the machine.
func bytesOf[word int32 | int64](kilobytes word) int64 { return int64(kilobytes) << 10 }

// watch notes the largest memory of a running process alone, until stop, which
// returns it. The kernel keeps that figure, so what is lost is what the process
// added after the last look.
func watch(pid int) (stop func() int64) {
	quit, result := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			most = max(most, highWater(pid))
			select {
			case <-tick.C:
			case <-quit:
				result <- most
				return
			}
		}
	}()
	return func() int64 {
		close(quit)
		return <-result
	}
}

func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0 // It has ended.
	}
	var kilobytes int64
	if _, line, found := bytes.Cut(status, []byte("VmHWM:")); found {
		_, _ = fmt.Sscan(string(line), &kilobytes)
	}
	return kilobytes << 10
}
